import assert from "node:assert/strict";
import {cpSync, existsSync, mkdirSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {runtime} from "../../scripts/pi/runtime.ts";
import {boot, cannotBoot, override, until, write, type Booted} from "./booted.ts";
import {arch, laidOut} from "./built.ts";
import {copyOf, inRoot, noRoot, suites} from "./roots.ts";

// What a timer would have started while the system was off is started after it is on again (Persistent=): a Pi that is
// switched on for an hour a day must read, and prune, all the same.

const failed =
  "2025-03-01T10:00:00+00:00 raspberrypi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2";
const timers = ["knockbook.timer", "knockbook-prune.timer"] as const;

for (const suite of suites)
  test(
    `what was missed is caught up on in ${suite}`,
    {skip: cannotBoot || noRoot(suite), timeout: 120_000},
    async () => {
      const root = copyOf(suite);
      write(root, "var/log/auth.log", `${failed}\n`);
      const systemNode = suite === "trixie"; // the package without a Node is installed in one of them
      if (systemNode) cpSync(join(runtime(arch), "bin/node"), join(root, "usr/local/bin/node"));
      cpSync(await laidOut({systemNode}), join(root, "home/pi/knockbook"), {recursive: true});
      assert.equal(inRoot(root, "/home/pi/knockbook/install.sh").status, 0);
      // else it may be five minutes, or six hours
      for (const timer of timers) override(root, timer, "RandomizedDelaySec=0");
      triggered(root, "knockbook.timer", hours(2));
      triggered(root, "knockbook-prune.timer", hours(24 * 40));

      let system = await boot(root);
      await until("both services ran", () => hasRun(system, "knockbook") && hasRun(system, "knockbook-prune"));
      assert.match(system.run("knockbook", "status").stdout, /attempts {2}1 failed/);
      assert.equal(existsSync(join(root, "opt/knockbook/runtime")), !systemNode);
      await system.powerOff();

      triggered(root, "knockbook.timer", hours(2)); // the other one has just run
      system = await boot(root);
      await until("the service ran", () => hasRun(system, "knockbook"));
      assert.ok(!hasRun(system, "knockbook-prune"), "what was not missed is not caught up on");
      await system.powerOff();
    }
  );

const hours = (n: number): number => n * 3600;

/** Makes systemd believe that it triggered a timer so many seconds ago (systemd.timer(5), Persistent=). */
function triggered(root: string, timer: string, secondsAgo: number): void {
  const [folder, time] = [join(root, "var/lib/systemd/timers"), Date.now() / 1000 - secondsAgo];
  mkdirSync(folder, {recursive: true});
  writeFileSync(join(folder, `stamp-${timer}`), "");
  utimesSync(join(folder, `stamp-${timer}`), time, time);
}

/** Whether a service has run to its end since the start of the system; throws when it failed. */
function hasRun(system: Booted, service: string): boolean {
  const show = (property: string): string =>
    system.run("systemctl", "show", "--value", "-p", property, `${service}.service`).stdout.trim();
  assert.equal(show("Result"), "success");
  return show("ExecMainExitTimestampMonotonic") !== "0";
}
