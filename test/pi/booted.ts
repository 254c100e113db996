import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {after} from "node:test";
import {setTimeout as sleep} from "node:timers/promises";
import {missing, notRoot, ran} from "./built.ts";

/** A system that runs in namespaces of its own. */
export interface Booted {
  /** Runs a program in it, as root. */
  run(...command: string[]): ReturnType<typeof ran>;
  /** A program of this machine that is started behind these words is in the system's network. */
  readonly network: readonly string[];
  /** Shuts it down, as `systemctl poweroff` does. */
  powerOff(): Promise<void>;
}

/** Why a test is skipped that boots a system; false where this machine can. */
export const cannotBoot =
  notRoot ||
  missing("unshare", "nsenter", "pgrep") ||
  (ran("unshare", ["--mount", "--pid", "--net", "--cgroup", "--fork", "true"]).status === 0
    ? false
    : "this machine has no namespaces to boot a system in");

const patienceMs = 60_000;

/** Boots the systemd of a root and returns when it has started all its services. */
export async function boot(root: string): Promise<Booted> {
  const script = join(import.meta.dirname, "boot.sh");
  const child = spawn("unshare", ["--mount", script, root], {detached: true, stdio: ["ignore", "ignore", "inherit"]});
  const ended = once(child, "exit");
  after(() => kill(child));
  const run = (...command: string[]): ReturnType<typeof ran> =>
    ran("nsenter", [`--target=${firstProcess(child)}`, "--all", "--root", "--wd", ...command]);
  await until("the system started", () => /running|degraded/.test(run("systemctl", "is-system-running").stdout));
  return {
    run,
    network: ["nsenter", `--target=${firstProcess(child)}`, "--net"],
    async powerOff() {
      run("systemctl", "poweroff");
      await ended;
    }
  };
}

/** Returns the id outside of the process that is the first one inside. */
function firstProcess({pid}: ChildProcess): string {
  const childOf = (parent: string): string => ran("pgrep", ["--parent", parent, "--oldest"]).stdout.trim();
  return childOf(childOf(String(pid)));
}

/** Resolves when something is so, which is looked at several times a second; throws after a minute. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + patienceMs; !isSo(); await sleep(200))
    if (Date.now() > end) throw new Error(`within a minute it did not come to this: ${what}`);
}

/** Writes a file of a root. */
export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), {recursive: true});
  writeFileSync(join(root, path), text);
}

/** Changes a unit as `systemctl edit` does. */
export function override(root: string, unit: string, lines: string): void {
  const section = unit.endsWith(".timer") ? "Timer" : "Service";
  write(root, `etc/systemd/system/${unit}.d/override.conf`, `[${section}]\n${lines}\n`);
}

function kill({pid, exitCode}: ChildProcess): void {
  if (exitCode === null) process.kill(-pid!, "SIGKILL"); // with the shell, and what that started
}
