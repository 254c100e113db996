import {execFileSync, spawn, type ChildProcess} from "node:child_process";
import {chmodSync, chownSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {createServer} from "node:net";
import {userInfo} from "node:os";
import {join} from "node:path";
import type {TestContext} from "node:test";
import {setTimeout as sleep} from "node:timers/promises";
import {root} from "../../scripts/pi/bundle.ts";
import {missing} from "../pi/built.ts";
import {ended, start, type Ended} from "../store/run.ts";

// A machine to pull from: a real sshd on a loopback port, run by an ordinary user. Run as root it is a user of its own,
// in a namespace with its own accounts and machine id; else it is the user who runs the test.

/** Whether the machine gets a user, a name and a machine id of its own. */
export const isRoot = process.getuid?.() === 0;

const installed = "/usr/sbin/sshd";
const debian = join(root, ".cache/pi/bookworm");
const loader = join(debian, "lib64/ld-linux-x86-64.so.2");
const libraries = join(debian, "usr/lib/x86_64-linux-gnu");

/** The server: this machine's, or that of a root (test/pi/roots.ts) with that root's libraries. */
const server = existsSync(installed)
  ? [installed]
  : existsSync(loader)
    ? [loader, "--library-path", libraries, join(debian, "usr/sbin/sshd"), "-r"]
    : null;

/** Why a test with a server is skipped; false when there is one. */
export const noServer = server ? missing("ssh", "ssh-keygen") : "sshd is not installed";

/** A machine that runs a server. */
export interface Machine {
  /** Where to pull from; the second machine has another name. */
  readonly destination: string;
  /** Its folders: of the database, of programs that come first, and for temporary files. */
  readonly data: string;
  readonly programs: string;
  readonly tmp: string;
  /** Its database, and what its log says. */
  readonly db: string;
  said(): string;
  /** Runs `knockbook pull` from it. */
  pull(args: readonly string[], options?: {under?: readonly string[]; env?: NodeJS.ProcessEnv}): Promise<Ended>;
  started(args: readonly string[]): ChildProcess;
}

/** How a machine is. */
export interface Kind {
  /** Its knockbook: a folder with the package; none is installed by default. */
  readonly knockbook?: string;
  /** The only programs of the system that it has; default: all of this machine's. */
  readonly tools?: readonly string[];
  /** Whether its user is in the group that may read the database; default: true. */
  readonly inGroup?: boolean;
  /** The size of its temporary folder, as of tmpfs; default: that of the disk. Only for root. */
  readonly tmpSize?: string;
  readonly name?: string;
  readonly machineId?: string;
}

const [uid, group] = [64_001, 64_002];

/** Starts a machine in a folder, and stops it when the test ends. */
export async function machine(t: TestContext, parent: string, kind: Kind = {}): Promise<Machine> {
  const {knockbook, tools, inGroup = true, tmpSize, name = "pi", machineId = "1".repeat(32)} = kind;
  const here = join(parent, name);
  const [data, programs, tmp, home] = ["data", "programs", "tmp", "home"].map((one) => made(join(here, one))) as Four;
  const user = isRoot ? "pi" : userInfo().username;
  const port = await freePort();
  for (const key of ["host", "user"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(here, key)]);
  writeFileSync(join(here, "known_hosts"), `[127.0.0.1]:${port} ${readFileSync(join(here, "host.pub"), "utf8")}`);
  const path = [programs, ...(knockbook ? [join(knockbook, "bin")] : []), ...(tools ? [] : ["/usr/bin", "/bin"])].join(
    ":"
  );
  for (const tool of tools ?? []) symlinkSync(found(tool), join(programs, tool));
  const db = join(data, "attempts.sqlite");
  writeFileSync(
    join(here, "sshd_config"),
    [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${join(here, "host")}`,
      `AuthorizedKeysFile ${join(here, "user.pub")}`,
      "StrictModes no",
      "UsePAM no",
      "PidFile none",
      `SetEnv PATH=${path} TMPDIR=${tmp} KNOCKBOOK_DB=${db}`,
      ""
    ].join("\n")
  );
  const log = join(here, "log");
  const command = [...server!, "-D", "-f", join(here, "sshd_config"), "-E", log];
  if (isRoot) {
    ownAccounts(here, {home, machineId});
    chownSync(data, 0, group);
    chmodSync(data, 0o750);
    for (const one of [join(here, "host"), tmp, home, here]) chownSync(one, uid, uid);
    if (tmpSize)
      writeFileSync(join(here, "mounts.sh"), `mount -t tmpfs -o size=${tmpSize},mode=777 tmpfs ${tmp}\n`, {flag: "a"});
  } else if (!inGroup) chmodSync(data, 0o600); // it can be listed, and removed
  const child = isRoot
    ? spawn("unshare", [
        "--mount",
        "--uts",
        "sh",
        "-ec",
        inside,
        "sh",
        here,
        name,
        inGroup ? `--groups=${group}` : "--clear-groups",
        ...command
      ])
    : spawn(command[0]!, command.slice(1));
  t.after(() => child.kill("SIGKILL"));
  const said = (): string => (existsSync(log) ? readFileSync(log, "utf8") : "");
  let problem = "";
  child.stderr!.on("data", (text) => (problem += text));
  for (let turns = 0; !said().includes("Server listening"); turns += 1) {
    if (turns > 100 || child.exitCode !== null) throw new Error(`sshd did not start: ${problem}${said()}`);
    await sleep(50);
  }
  const client = clientOf(here, {port, user});
  const started = (args: readonly string[], under: readonly string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess =>
    start(["pull", name, ...args], ["env", `PATH=${client}:${process.env.PATH}`, ...vars(env), ...under]);
  return {
    destination: name,
    data,
    programs,
    tmp,
    db,
    said,
    started,
    pull: (args, {under, env} = {}) => ended(started(args, under, env))
  };
}

type Four = [string, string, string, string];

const vars = (env: NodeJS.ProcessEnv): string[] => Object.entries(env).map(([key, value]) => `${key}=${value}`);

/** Makes what a machine has of its own in its namespace stand in the place of this one's. */
const inside = `
here=$1 groups=$3
hostname "$2"
. "$here/mounts.sh"
shift 3
exec setpriv --reuid=${uid} --regid=${uid} "$groups" "$@"`;

function ownAccounts(here: string, {home, machineId}: {home: string; machineId: string}): void {
  const shell = join(here, "shell");
  const talk = "printf '\\033]0;pi\\007welcome to the machine'"; // as start files do, with the title of a terminal
  writeFileSync(shell, `#!/bin/sh\n${talk}\nexport tmp=${home}\nexec /bin/sh "$@"\n`, {mode: 0o755});
  writeFileSync(join(here, "passwd"), `root:x:0:0:root:/root:/bin/sh\npi:x:${uid}:${uid}::${home}:${shell}\n`);
  writeFileSync(join(here, "group"), `root:x:0:\npi:x:${uid}:\nknockbook:x:${group}:pi\n`);
  writeFileSync(join(here, "machine-id"), `${machineId}\n`);
  const mounts = ["passwd", "group", ...(existsSync("/etc/machine-id") ? ["machine-id"] : [])];
  writeFileSync(join(here, "mounts.sh"), mounts.map((file) => `mount --bind ${here}/${file} /etc/${file}\n`).join(""));
}

/**
 * Returns a folder with an `ssh` that has a configuration of its own: that of the user who runs the test stays unread.
 */
function clientOf(here: string, {port, user}: {port: number; user: string}): string {
  const [folder, config] = [made(join(here, "client")), join(here, "ssh_config")];
  writeFileSync(
    config,
    [
      "Host pi pi2 nobody-listens",
      "  HostName 127.0.0.1",
      `  Port ${port}`,
      `  User ${user}`,
      `  IdentityFile ${join(here, "user")}`,
      "  IdentitiesOnly yes",
      `  UserKnownHostsFile ${join(here, "known_hosts")}`,
      "  BatchMode yes",
      ""
    ].join("\n")
  );
  writeFileSync(join(folder, "ssh"), `#!/bin/sh\nexec ${found("ssh")} -F ${config} "$@"\n`, {mode: 0o755});
  return folder;
}

/** Puts a program of its own on a machine. */
export function program({programs}: Machine, name: string, text: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`, {mode: 0o755});
}

function found(name: string): string {
  return execFileSync("sh", ["-c", `command -v ${name}`], {encoding: "utf8"}).trim();
}

function made(folder: string): string {
  mkdirSync(folder, {recursive: true});
  chmodSync(folder, 0o755);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const {port} = server.address() as {port: number};
      server.close(() => resolve(port));
    });
  });
}
