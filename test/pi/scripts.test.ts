import assert from "node:assert/strict";
import {readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {laidOut, missing, ran, scratch} from "./built.ts";

const folder = await laidOut();
const files = join(import.meta.dirname, "../../scripts/pi/files");
const bin = readdirSync(join(files, "bin")).map((name) => join(files, "bin", name));

test("shellcheck finds nothing in the scripts", {skip: missing("shellcheck")}, () => {
  const {stdout, status} = ran("shellcheck", [
    "-s",
    "sh",
    join(files, "install.sh"),
    join(files, "uninstall.sh"),
    ...bin
  ]);
  assert.equal(stdout, "");
  assert.equal(status, 0);
});

/**
 * What programs say of a machine on which knockbook can be installed; the first that would change it ends the script.
 */
const fit = {
  id: "echo 0",
  uname: process.arch === "arm64" ? "echo aarch64" : "echo x86_64",
  getconf: 'case $1 in LONG_BIT) echo 64 ;; *) echo "glibc 2.36" ;; esac',
  df: 'printf "Filesystem 1M-blocks Used Available\\n/dev/root 900 100 800\\n"',
  getent: "exit 1",
  groupadd: "echo fit; exit 99"
};
const needed = /^install\.sh: knockbook needs Raspberry Pi OS 12, 64-bit, or newer .*; this is (.*)\n$/;

const machines: readonly (readonly [what: string, programs: Partial<typeof fit>, said: RegExp])[] = [
  ["a user who is not root", {id: "echo 1000"}, /^install\.sh: run it as root: sudo \S*install\.sh\n$/],
  ["a 32-bit system on a 64-bit kernel", {getconf: "echo 32"}, needed],
  ["another processor", {uname: "echo riscv64"}, needed],
  ["Debian 11", {getconf: 'case $1 in LONG_BIT) echo 64 ;; *) echo "glibc 2.31" ;; esac'}, needed],
  ["no glibc", {getconf: "case $1 in LONG_BIT) echo 64 ;; *) exit 1 ;; esac"}, needed],
  [
    "a full disk",
    {df: 'printf "Filesystem 1M-blocks\\n/dev/root 900 800 100\\n"'},
    /too little disk space: 100 MB free in \/opt, 300 MB needed/
  ],
  [
    "a full disk of its own for /var",
    {df: 'case $2 in /var*) free=20 ;; *) free=800 ;; esac; printf "Filesystem\n/dev/root 900 100 $free\n"'},
    /too little disk space: 20 MB free in \/var\/lib, 50 MB needed/
  ]
];

for (const [what, programs, said] of machines)
  test(`install.sh refuses, in one line and before it changes anything: ${what}`, () => {
    const {status, stdout, stderr} = install(folder, programs);
    assert.match(stderr, said);
    assert.match(stderr, /^[^\n]+\n$/);
    assert.equal(stdout, "");
    assert.equal(status, 1);
  });

for (const [what, programs] of [
  ["Debian 12", {}],
  ["a glibc of three numbers", {getconf: 'case $1 in LONG_BIT) echo 64 ;; *) echo "glibc 2.39.9000" ;; esac'}],
  ["a glibc of another time", {getconf: 'case $1 in LONG_BIT) echo 64 ;; *) echo "glibc 3.0" ;; esac'}]
] as const)
  test(`install.sh goes on: ${what}`, () => {
    const {status, stdout, stderr} = install(folder, programs);
    assert.equal(stderr, "");
    assert.equal(stdout, "fit\n");
    assert.equal(status, 99);
  });

test("install.sh without a Node of its own refuses where the system's is missing or old", async () => {
  const {stderr, status} = install(await laidOut({systemNode: true}), {});
  const version = ran("sh", ["-c", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin node --version"]);
  if (Number(/^v(\d+)/.exec(version.stdout)?.[1]) >= 24) return assert.equal(status, 99);
  assert.match(
    stderr,
    /^install\.sh: Node 24 or newer is needed in \/usr\/bin or \/usr\/local\/bin, there is (?:v\d|none)/
  );
  assert.equal(status, 1);
});

test("uninstall.sh takes no other word than --purge", () => {
  const {stderr, status} = ran("sh", [join(files, "uninstall.sh"), "--all"]);
  assert.match(stderr, /^uninstall\.sh: usage: .*uninstall\.sh \[--purge\]\n$/);
  assert.equal(status, 1);
});

function install(folder: string, programs: Partial<typeof fit>): ReturnType<typeof ran> {
  return ran("sh", [join(folder, "install.sh")], {PATH: `${programsOf(programs)}:${process.env.PATH}`});
}

/** Returns a folder with programs that stand before the machine's own. */
function programsOf(programs: Partial<typeof fit>): string {
  const folder = scratch();
  for (const [name, text] of Object.entries({...fit, ...programs}))
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, {mode: 0o755});
  return folder;
}
