// Debian systems with an sshd and an rsyslog to drive: node test/sshd/roots.ts makes them from those of test/pi.
import {execFileSync} from "node:child_process";
import {copyFileSync, existsSync, mkdirSync, renameSync, rmSync} from "node:fs";
import {dirname, join} from "node:path";
import {root} from "../../scripts/pi/bundle.ts";
import {missing, notRoot, ran} from "../pi/built.ts";
import {inRoot, isCurrent, suites, type Suite} from "../pi/roots.ts";

const own = ["--mount", "--pid", "--net", "--uts", "--fork", "--kill-child"];

/**
 * Runs a program in namespaces of its own: with processes, mounts, a name and a loopback that are not this machine's.
 */
export const apart = ["unshare", ...own];

const bases = join(root, ".cache", "pi");

/** Why a test of a system's sshd is skipped; false when it can be driven. */
export function noSshd(suite: Suite): string | false {
  return (
    notRoot ||
    missing("unshare", "ip", "pgrep", "ssh", "ssh-keygen") ||
    (isCurrent(pathOf(suite))
      ? false
      : `there is no root of ${suite} with rsyslog, or an old one; node test/sshd/roots.ts makes it`) ||
    (existsSync(python) ? noParamiko() : "there is no .cache/test-python; .ci/run makes it") ||
    (ran("unshare", [...own, "true"]).status === 0 ? false : "this machine has no namespaces to run an sshd in")
  );
}

/** Returns where a system is; tests mount it and never write to it. */
export function pathOf(suite: Suite): string {
  return join(root, ".cache", "sshd", suite);
}

/** The Python that has paramiko. */
export const python = join(root, ".cache", "test-python", "bin", "python");

function noParamiko(): string | false {
  return ran(python, ["-c", "import paramiko"]).status === 0 ? false : "paramiko is not in .cache/test-python";
}

function make(suite: Suite): void {
  const draft = `${pathOf(suite)}.part`;
  rmSync(draft, {recursive: true, force: true});
  mkdirSync(dirname(draft), {recursive: true});
  execFileSync("cp", ["-a", join(bases, suite), draft]);
  copyFileSync("/etc/resolv.conf", join(draft, "etc/resolv.conf"));
  apt(draft, "update");
  apt(draft, "install", "-y", "--no-install-recommends", "rsyslog");
  rmSync(pathOf(suite), {recursive: true, force: true});
  renameSync(draft, pathOf(suite));
}

function apt(path: string, ...args: string[]): void {
  const {status, stderr} = inRoot(path, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args);
  if (status !== 0) throw new Error(`apt-get ${args[0]} failed in ${path}: ${stderr}`);
}

if (process.argv[1] === import.meta.filename)
  for (const suite of suites)
    if (notRoot || !isCurrent(join(bases, suite))) console.log(`no sshd of ${suite}: ${notRoot || "no root of it"}`);
    else if (!isCurrent(pathOf(suite))) make(suite);
