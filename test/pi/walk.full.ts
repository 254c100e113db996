// From a fresh Pi to the first report on the laptop, by the README's own commands, at a terminal, as a new user.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {delimiter, dirname, join} from "node:path";
import {test, type TestContext} from "node:test";
import {root as project} from "../../scripts/pi/bundle.ts";
import {writeJournal} from "../log/journals.ts";
import {boot, cannotBoot, write, type Booted} from "./booted.ts";
import {madeUpEntries} from "./entries.ts";
import {arch, missing, ran, scratch} from "./built.ts";
import {copyOf, noRoot, suites, type Suite} from "./roots.ts";
import {typed, type Answers} from "./terminal.ts";

const [password, passphrases] = ["raspberry", /password(?: for pi)?: ?$/i];
const answers: Answers = [
  [/continue connecting \(yes\/no/, "yes"],
  [passphrases, password]
];

/** The commands of a section of the README, as they stand there, for a Pi with this machine's processor. */
const commands = [...section("On a Raspberry Pi").matchAll(/^```\n(.*?)^```$/gms)]
  .flatMap(([, block]) => block!.trim().split("\n"))
  .map((line) => line.replaceAll("arm64", arch));

for (const suite of suites) {
  const skip = cannotBoot || noRoot(suite) || missing("git", "script", "ip", "npm");
  test(`the README leads from a fresh Pi of ${suite} to the first report`, {skip, timeout: 900_000}, async (t) => {
    assert.deepEqual(
      commands.map((line) => line.split(" ").slice(0, 3).join(" ")),
      [
        "npm run pi",
        `scp dist/knockbook-pi-*-${arch}.tar.xz pi@raspberrypi.local:`,
        "ssh -t pi@raspberrypi.local",
        "npm run pull"
      ]
    );
    const root = freshRoot(suite);
    const pi = await freshPi(t, root);
    const laptop = laptopOf(pi);
    for (const [i, line] of commands.entries()) {
      const start = performance.now();
      const {status, screen, asked} = await laptop.run(line, i > 0);
      t.diagnostic(`${line}\n${screen}(${Math.round((performance.now() - start) / 1000)} s; ${asked} questions)`);
      assert.equal(status, 0, screen);
    }
    const shown = join(project, ".cache", "walk", `${suite}.html`);
    mkdirSync(dirname(shown), {recursive: true});
    cpSync(join(laptop.folder, "reports", "knockbook.html"), shown);
    t.diagnostic(`the report: ${shown}`);
    assert.match(readFileSync(shown, "utf8"), /raspberrypi/);
    assert.deepEqual(
      await laptop.hosts(),
      hostsOf(pi.run("runuser", "-u", "pi", "--", "knockbook", "status", "--json").stdout)
    );
    assert.deepEqual(ran("ls", [join(root, "home/pi")]).stdout, "", "nothing is left in the home on the Pi");

    knock(pi, "ghost", "192.0.2.10");
    pi.run("systemctl", "start", "knockbook.service");
    const next = await laptop.run("npm run pull -- pi@raspberrypi.local", true);
    t.diagnostic(`the next day: ${next.screen}`);
    assert.match(next.screen, /\b1 abandoned\b/);
    assert.match((await laptop.run("npm run pull -- pi@raspberrypi.local", true)).screen, /nothing new/);
    await pi.powerOff();
  });
}

/** Returns what a status says of each host's attempts. */
function hostsOf(status: string): unknown {
  const {hosts} = JSON.parse(status.slice(status.indexOf("{"))) as {hosts: {host: string; attempts: object}[]};
  return hosts.map(({host, attempts}) => ({host, attempts}));
}

function section(title: string): string {
  const readme = readFileSync(join(project, "README.md"), "utf8");
  return readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`))!;
}

/**
 * Returns a root as the Raspberry Pi Imager leaves it: a user with a password, who may sudo, and a journal in memory.
 */
function freshRoot(suite: Suite): string {
  const root = copyOf(suite);
  execFileSync("chroot", [root, "usermod", "--append", "--groups", "sudo", "--shell", "/bin/bash", "pi"]);
  execFileSync("chroot", [root, "chpasswd"], {input: `pi:${password}\n`});
  write(root, "etc/hosts", "127.0.0.1 localhost\n127.0.1.1 raspberrypi\n");
  write(root, "etc/systemd/journald.conf.d/volatile.conf", "[Journal]\nStorage=volatile\n");
  return root;
}

/** Boots a Pi; a month of its journal is there, and strangers knock at it. */
async function freshPi(t: TestContext, root: string): Promise<Booted> {
  const pi = await boot(root);
  const id = readFileSync(join(root, "etc/machine-id"), "utf8").trim();
  const journal = writeJournal(t, scratch(), "system", madeUpEntries(id, {start: "2025-03-01", end: "2025-04-01"}));
  if (journal) {
    cpSync(journal, join(root, "home/pi/old.journal"));
    pi.run(
      "sh",
      "-c",
      "chgrp systemd-journal /home/pi/old.journal && chmod 640 /home/pi/old.journal && mv /home/pi/old.journal /run/log/journal/*/"
    );
  }
  execFileSync("nsenter", [...pi.network.slice(1), "ip", "address", "add", "192.0.2.0/24", "dev", "lo"]);
  for (const [user, from] of [
    ["root", "192.0.2.7"],
    ["admin", "192.0.2.8"],
    ["oracle", "192.0.2.9"]
  ] as const)
    knock(pi, user, from);
  return pi;
}

function knock({network}: Booted, user: string, from: string): void {
  const options = ["BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"];
  const ssh = ["ssh", "-b", from, ...options.flatMap((option) => ["-o", option]), `${user}@192.0.2.1`, "true"];
  assert.throws(() => execFileSync(network[0]!, [...network.slice(1), ...ssh], {stdio: "pipe"}), /Permission denied/);
}

interface Laptop {
  readonly folder: string;
  /**
   * Runs a command line at a terminal in the folder of the clone; near the Pi there is no other network than the Pi's.
   */
  run(line: string, near: boolean): ReturnType<typeof typed>;
  /** Returns what its database holds of each host. */
  hosts(): Promise<unknown>;
}

/** Returns a fresh clone, and a user whose home is empty. */
function laptopOf(pi: Booted): Laptop {
  const here = scratch();
  const [home, folder] = [join(here, "home"), join(here, "knockbook")];
  mkdirSync(home);
  writeFileSync(join(here, "passwd"), `root:x:0:0:root:${home}:/bin/bash\n`); // ssh asks this for the home, not HOME
  writeFileSync(join(here, "hosts"), "127.0.0.1 localhost\n192.0.2.1 raspberrypi.local\n");
  execFileSync("git", ["clone", "--quiet", "--no-local", project, folder]);
  const enter =
    'mount --bind "$0/passwd" /etc/passwd; mount --bind "$0/hosts" /etc/hosts; cd "$0/knockbook"; eval "$1"';
  const {KNOCKBOOK_CACHE: _, ...inherited} = process.env;
  const path = inherited.PATH!.split(delimiter).filter((folder) => !folder.includes("node_modules"));
  const env = {...inherited, HOME: home, PATH: path.join(delimiter)};
  const run = (line: string, near: boolean): ReturnType<typeof typed> => {
    const words = [...(near ? pi.network : []), "unshare", "--mount", "sh", "-ec", enter, here, line];
    return typed(words.map(quoted).join(" "), answers, {cwd: here, env});
  };
  return {
    folder,
    run,
    hosts: async () => hostsOf((await run("npm run --silent knockbook -- status --json", false)).screen)
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
