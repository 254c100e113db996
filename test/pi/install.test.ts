import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {appendFileSync, chownSync, cpSync, existsSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {hashOf} from "../store/run.ts";
import {laidOut} from "./built.ts";
import {listing} from "./listing.ts";
import {copyOf, inRoot, noRoot, suites} from "./roots.ts";

// install.sh and uninstall.sh in a Debian of their own, in which no systemd runs; booted.test.ts has one that does.

const tries = (from: number, to: number): string =>
  Array.from({length: to - from}, (_, i) => {
    const stamp = new Date(Date.UTC(2025, 2, 1, 10) + (from + i) * 60_000).toISOString().replace("Z", "+00:00");
    return `${stamp} raspberrypi sshd[${1000 + from + i}]: Failed password for root from 192.0.2.7 port ${40000 + i} ssh2\n`;
  }).join("");

for (const suite of suites)
  test(`install.sh and uninstall.sh, run twice, in ${suite}`, {skip: noRoot(suite)}, async (t) => {
    const root = copyOf(suite);
    const at = (path: string): string => join(root, path);
    const run = (...command: string[]): string => {
      const {status, stdout, stderr} = inRoot(root, ...command);
      assert.equal(status, 0, `${command.join(" ")}: ${stdout}${stderr}`);
      assert.equal(stderr, "");
      return stdout;
    };
    writeLogs(root);
    cpSync(await laidOut(), at("home/pi/knockbook"), {recursive: true});
    const before = listing(root);

    const said = run("/home/pi/knockbook/install.sh");
    t.diagnostic(said.split("\n").find((line) => line.startsWith("/var/lib"))!);
    assert.match(said, /^\/var\/lib\/knockbook\/attempts\.sqlite: 60 failed, from 60 lines$/m);
    assert.equal(run("stat", "-c", "%a %U:%G", "/var/lib/knockbook"), "750 knockbook:knockbook\n");
    assert.equal(run("stat", "-c", "%a %U:%G", "/var/lib/knockbook/attempts.sqlite"), "640 knockbook:knockbook\n");
    assert.deepEqual(groupsOf(run("id", "-Gn", "knockbook")), ["adm", "knockbook", "systemd-journal"]);
    assert.deepEqual(groupsOf(run("id", "-Gn", "pi")), ["knockbook", "pi"]);
    assert.match(run("runuser", "-u", "pi", "--", "knockbook", "status"), /attempts {2}60 failed/);
    assert.equal(inRoot(root, "runuser", "-u", "nobody", "--", "knockbook", "status").status, 1);
    for (const unit of ["timers.target.wants/knockbook.timer", "multi-user.target.wants/knockbook-shutdown.service"])
      assert.ok(
        listing(root).some((line) => line.startsWith(`etc/systemd/system/${unit} l`)),
        unit
      );
    assert.equal(statSync(at("opt/knockbook/runtime/node")).uid, 0);

    const installed = listing(root);
    writeFileSync(at("opt/knockbook/lib/of-an-older-version.cjs"), "");
    const database = hashOf(at("var/lib/knockbook/attempts.sqlite"));
    assert.match(run("/home/pi/knockbook/install.sh"), /nothing new/);
    assert.deepEqual(listing(root), installed);
    assert.equal(hashOf(at("var/lib/knockbook/attempts.sqlite")), database);

    run("/opt/knockbook/uninstall.sh");
    assert.ok(!existsSync(at("opt/knockbook")) && !existsSync(at("usr/local/bin/knockbook")));
    assert.equal(hashOf(at("var/lib/knockbook/attempts.sqlite")), database);
    run("/home/pi/knockbook/install.sh");
    assert.deepEqual(listing(root), installed);

    run("/opt/knockbook/uninstall.sh", "--purge");
    assert.deepEqual(listing(root), before);
    run("/home/pi/knockbook/uninstall.sh", "--purge");
    assert.deepEqual(listing(root), before);
  });

test("the lines for cron read on, and prune, without a word", {skip: noRoot("bookworm")}, async () => {
  const root = copyOf("bookworm");
  writeLogs(root);
  cpSync(await laidOut(), join(root, "home/pi/knockbook"), {recursive: true});
  const said = inRoot(root, "/home/pi/knockbook/install.sh").stdout;
  const lines = [...said.matchAll(/^(\*\/15 \* \* \* \*|@monthly) knockbook (.*)$/gm)];
  assert.deepEqual(
    lines.map(([line]) => line),
    readFileSync(join(root, "opt/knockbook/README.md"), "utf8").match(/(?<=^ {4})(?:\*|@monthly).*$/gm)
  );
  appendFileSync(join(root, "var/log/auth.log"), tries(60, 61));
  const cron = ["runuser", "-u", "knockbook", "--", "env", "-i", "HOME=/var/lib/knockbook", "PATH=/usr/bin:/bin"];
  for (const [, , command] of lines) {
    const {status, stdout, stderr} = inRoot(root, ...cron, "/bin/sh", "-c", command!);
    assert.deepEqual({status, said: stdout + stderr}, {status: 0, said: ""}); // what is said is sent as mail
  }
  assert.match(inRoot(root, "runuser", "-u", "pi", "--", "knockbook", "status").stdout, /attempts {2}61 failed/);
  assert.equal(inRoot(root, "find", "/var/lib/knockbook", "-printf", "%P %m %u:%g\n").stdout, kept);
});

const kept = " 750 knockbook:knockbook\nattempts.sqlite 640 knockbook:knockbook\n";

/** Writes a rotated set of logs, an hour of tries in all, as rsyslog keeps it. */
function writeLogs(root: string): void {
  const logs = {"auth.log.2.gz": gzipSync(tries(0, 20)), "auth.log.1": tries(20, 40), "auth.log": tries(40, 60)};
  const adm = Number(execFileSync("chroot", [root, "getent", "group", "adm"], {encoding: "utf8"}).split(":")[2]);
  for (const [name, content] of Object.entries(logs)) {
    writeFileSync(join(root, "var/log", name), content, {mode: 0o640});
    chownSync(join(root, "var/log", name), 0, adm);
  }
}

function groupsOf(text: string): string[] {
  return text.trim().split(" ").toSorted();
}
