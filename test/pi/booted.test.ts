import assert from "node:assert/strict";
import {cpSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {contentOf, hashOf} from "../store/run.ts";
import {boot, cannotBoot, override, write} from "./booted.ts";
import {laidOut, ran} from "./built.ts";
import {abandoned, done, knock} from "./knocks.ts";
import {asSudo, copyOf, noRoot, suites} from "./roots.ts";

// The package in a Debian whose systemd and sshd run, with the journal in memory only as on a Raspberry Pi of today.

for (const suite of suites)
  test(`systemd runs the package in ${suite}`, {skip: cannotBoot || noRoot(suite), timeout: 180_000}, async (t) => {
    const root = copyOf(suite);
    const database = join(root, "var/lib/knockbook/attempts.sqlite");
    write(root, "etc/systemd/journald.conf.d/volatile.conf", "[Journal]\nStorage=volatile\n");
    cpSync(await laidOut(), join(root, "home/pi/knockbook"), {recursive: true});
    let system = await boot(root);
    const run = (...command: string[]): string => done(system, command);
    t.diagnostic(run("systemctl", "--version").split("\n")[0]!);

    knock(system);
    const said = run(...asSudo, "/home/pi/knockbook/install.sh");
    assert.match(said, /^journal: \d+ new lines\n\/var\/lib\/\S+: 1 abandoned, from \d+ lines$/m);
    assert.equal(run("systemctl", "show", "--value", "-p", "Result", "knockbook.service"), "success\n");
    for (const unit of ["knockbook.timer", "knockbook-prune.timer", "knockbook-shutdown.service"])
      assert.equal(run("systemctl", "is-active", unit), "active\n");
    // fails where it is exposed by more than 1.0
    run("systemd-analyze", "security", "--threshold=10", "knockbook.service");

    const unitFiles = readdirSync(join(root, "etc/systemd/system")).filter((name) => /^knockbook.*\.\w+$/.test(name));
    assert.equal(unitFiles.length, 5);
    assert.equal(run("systemd-analyze", "verify", ...unitFiles), "");

    await t.test("what is new is read by the service", () => {
      knock(system);
      run("systemctl", "start", "knockbook.service");
      assert.equal(abandoned(run("runuser", "-u", "pi", "--", "knockbook", "status", "--json")), 2);
    });

    await t.test("nothing new is nothing written", () => {
      const before = hashOf(database);
      run("systemctl", "start", "knockbook.service");
      assert.equal(hashOf(database), before);
    });

    await t.test("no call is needed that the filter takes away", () => {
      override(root, "knockbook.service", "SystemCallErrorNumber=kill");
      run("systemctl", "daemon-reload");
      knock(system);
      run("systemctl", "start", "knockbook.service");
      override(root, "knockbook-prune.service", "SystemCallErrorNumber=kill");
      run("systemctl", "daemon-reload");
      run("systemctl", "start", "knockbook-prune.service");
      assert.match(run("journalctl", "-u", "knockbook-prune.service", "-o", "cat"), /^removed 0 attempts/m);
    });

    await t.test("the service is locked in", () => {
      override(root, "knockbook.service", `ExecStart=\nExecStart=/bin/sh ${"/var/lib/knockbook/probe"}`);
      write(root, "var/lib/knockbook/probe", probe);
      run("systemctl", "daemon-reload");
      run("systemctl", "start", "knockbook.service");
      const said = run("journalctl", "-u", "knockbook.service", "-o", "cat", "-t", "sh").trim().split("\n");
      assert.deepEqual(said, ["user knockbook", "may write /var/lib/knockbook/a", "may write /tmp/a", ...locked]);
      run("rm", "-r", "/etc/systemd/system/knockbook.service.d", "/var/lib/knockbook/probe", "/var/lib/knockbook/a");
      run("systemctl", "daemon-reload");
    });

    await t.test("the last lines are read when the system goes down", async () => {
      run("systemctl", "stop", "knockbook.timer");
      knock(system);
      await system.powerOff();
      assert.equal(contentOf(database).ledger.deciding, 4);
    });

    await t.test("all starts again with the system, and is gone after uninstall.sh", async () => {
      system = await boot(root);
      assert.equal(run("systemctl", "is-active", "knockbook.timer", "knockbook-shutdown.service"), "active\nactive\n");
      knock(system);
      run("systemctl", "start", "knockbook.service");
      assert.equal(abandoned(run("runuser", "-u", "pi", "--", "knockbook", "status", "--json")), 5);
      override(root, "knockbook-prune.service", "ExecStart=\nExecStart=/bin/false");
      run("systemctl", "daemon-reload");
      assert.notEqual(system.run("systemctl", "start", "knockbook-prune.service").status, 0);
      run("/opt/knockbook/uninstall.sh", "--purge"); // of the failure nothing is left either
      assert.equal(run("systemctl", "list-units", "--all", "--no-legend", "knockbook*"), "");
      await system.powerOff();
      const left = ran("find", [root, "-path", join(root, "home"), "-prune", "-o", "-name", "*knockbook*", "-print"]);
      assert.equal(left.stdout, "");
    });
  });

/** What a shell in place of the command may do: what it can, on the left; then what it must not be able to. */
const probe = `
echo user $(id -un)
for place in /var/lib/knockbook /tmp /var/log /opt/knockbook /etc /usr /run /home; do
  if touch $place/a 2>/dev/null; then echo may write $place/a; fi
done
grep -E '^(NoNewPrivs|Seccomp|CapBnd):' /proc/self/status | tr '\\t' ' '
[ -e /proc/1 ] || echo sees no process of others
[ -z "$(ls /home 2>/dev/null)" ] && echo sees no home
[ $(ls /sys/class/net | wc -l) = 1 ] && echo sees no network
`;
const locked = [
  "CapBnd: 0000000000000000",
  "NoNewPrivs: 1",
  "Seccomp: 2",
  "sees no process of others",
  "sees no home",
  "sees no network"
];
