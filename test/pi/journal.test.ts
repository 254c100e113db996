import assert from "node:assert/strict";
import {cpSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {boot, cannotBoot, write} from "./booted.ts";
import {laidOut} from "./built.ts";
import {abandoned, done, knock} from "./knocks.ts";
import {asSudo, copyOf, noRoot} from "./roots.ts";

// A journald that starts new files and removes old ones, as it does whenever its space is full: each knock is counted
// once.

for (const [suite, storage] of [
  ["bookworm", "persistent"],
  ["trixie", "volatile"]
] as const)
  test(`a ${storage} journal is rotated and vacuumed in ${suite}`, {skip: cannotBoot || noRoot(suite)}, async () => {
    const root = copyOf(suite);
    write(root, "etc/systemd/journald.conf.d/storage.conf", `[Journal]\nStorage=${storage}\n`);
    cpSync(await laidOut(), join(root, "home/pi/knockbook"), {recursive: true});
    const system = await boot(root);
    const run = (...command: string[]): string => done(system, command);
    const read = (): number => {
      run("systemctl", "start", "knockbook.service");
      return abandoned(run("runuser", "-u", "pi", "--", "knockbook", "status", "--json"));
    };
    const vacuum = ["journalctl", "--rotate", "--vacuum-files=1"]; // of what was rotated nothing stays
    const entries = (): string => run("journalctl", "-t", "sshd", "-t", "sshd-session", "-o", "cat");

    knock(system);
    run(...asSudo, "/home/pi/knockbook/install.sh");
    knock(system);
    run("journalctl", "--rotate");
    knock(system);
    assert.equal(read(), 3, "before and after a rotation");

    run(...vacuum);
    assert.doesNotMatch(entries(), /ghost/, "the entry that was read last is gone");
    assert.equal(read(), 3, "no entry of sshd is left");
    knock(system);
    assert.equal(read(), 4, "after a vacuum");
    knock(system);
    run(...vacuum);
    knock(system);
    assert.equal(read(), 5, "one knock was removed before it was read");
    await system.powerOff();
  });
