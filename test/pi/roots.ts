// Debian systems to try the package in: node test/pi/roots.ts makes those that are not there yet, a minute each.
import {execFileSync} from "node:child_process";
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {root} from "../../scripts/pi/bundle.ts";
import {missing, notRoot, ran, scratch} from "./built.ts";

/** Debian 12 and 13, on which Raspberry Pi OS is built. */
export const suites = ["bookworm", "trixie"] as const;

export type Suite = (typeof suites)[number];

const packages = ["systemd", "systemd-sysv", "dbus", "openssh-server", "openssh-client", "sudo", "xz-utils"];

const noNamespaces =
  ran("unshare", ["--mount", "--pid", "--fork", "true"]).status === 0 ? false : "this machine has no namespaces";

/** Why a test in a root is skipped; false when the root is there and may be used. */
export function noRoot(suite: Suite): string | false {
  return (
    notRoot ||
    noNamespaces ||
    (isCurrent(pathOf(suite)) ? false : `there is no root of ${suite}, or an old one; node test/pi/roots.ts makes it`)
  );
}

/** Whether a root, or a copy of one, has the packages that it is made with today. */
export function isCurrent(path: string): boolean {
  const list = join(path, packageList);
  return existsSync(list) && readFileSync(list, "utf8") === packages.join();
}

const packageList = "made-with";

/**
 * Returns the path of a copy of a root, with a user `pi` and the hostname `raspberrypi`; removed when the test file
 * ends.
 */
export function copyOf(suite: Suite): string {
  const copy = join(scratch(), suite);
  execFileSync("cp", ["-a", pathOf(suite), copy]);
  writeFileSync(join(copy, "etc/hostname"), "raspberrypi\n");
  execFileSync("chroot", [copy, "useradd", "--create-home", "pi"]);
  return copy;
}

/** What sudo leaves of the environment, for the user `pi`. */
export const asSudo = [
  "env",
  "-i",
  "SUDO_USER=pi",
  "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
];

/** Runs a program in a root as by sudo, with processes of its own. */
export function inRoot(path: string, ...command: string[]): ReturnType<typeof ran> {
  const own = ["--mount", "--pid", "--fork", `--mount-proc=${join(path, "proc")}`];
  return ran("unshare", [...own, "chroot", path, ...asSudo, ...command]);
}

function pathOf(suite: Suite): string {
  return join(root, ".cache", "pi", suite);
}

function make(suite: Suite): void {
  const draft = `${pathOf(suite)}.part`;
  rmSync(draft, {recursive: true, force: true});
  mkdirSync(draft, {recursive: true});
  const options = ["--variant=minbase", `--include=${packages.join()}`];
  execFileSync("debootstrap", [...options, suite, draft], {stdio: ["ignore", "ignore", "inherit"]});
  writeFileSync(join(draft, packageList), packages.join());
  rmSync(pathOf(suite), {recursive: true, force: true});
  renameSync(draft, pathOf(suite));
}

if (process.argv[1] === import.meta.filename) {
  const why = notRoot || missing("debootstrap");
  if (why) console.log(`no Debian roots: ${why}`);
  else for (const suite of suites) if (noRoot(suite)) make(suite);
}
