import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {text} from "node:stream/consumers";
import {test, type TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import {openSource} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {folder, refused} from "../store/logs.ts";

/** Returns bytes that look random and are the same each time. */
function random(bytes: number, seed = "x"): Buffer {
  const parts = Array.from({length: Math.ceil(bytes / 32)}, (_, i) =>
    createHash("sha256").update(`${seed}${i}`).digest()
  );
  return Buffer.concat(parts).subarray(0, bytes);
}

const latin1 = (bytes: string): Buffer => Buffer.from(bytes, "latin1");

/** Returns a header with what usually follows it: bytes of all kinds. */
const begun = (start: string): Buffer => Buffer.concat([latin1(start), random(3000)]);

/** Returns a field of a struct: a text that zeros fill up. */
function field(content: string, bytes: number): Buffer {
  return Buffer.concat([latin1(content), Buffer.alloc(bytes - content.length)]);
}

/** Returns a record of btmp: struct utmp of glibc, with longer numbers behind the host on arm64. */
function loginRecord(type: number, user: string, bytes: number): Buffer {
  const start = Buffer.alloc(8);
  start.writeInt32LE(type, 0);
  start.writeInt32LE(4711, 4);
  const names = [field("ssh:notty", 32), field("", 4), field(user, 32), field("192.0.2.7", 256)];
  const rest = Buffer.alloc(bytes - 332);
  rest.writeInt32LE(1_740_823_200, bytes === 384 ? 8 : 12);
  return Buffer.concat([start, ...names, rest]);
}

function lastlogRecord(): Buffer {
  const time = Buffer.alloc(4);
  time.writeInt32LE(1_740_823_201);
  return Buffer.concat([time, field("pts/0", 32), field("192.0.2.7", 256)]);
}

const records = (bytes: number): Buffer =>
  Buffer.concat([loginRecord(6, "root", bytes), loginRecord(6, "a b\xff", bytes)]);

/** What is no log, and what is said of it. */
const others: readonly (readonly [what: string, bytes: Buffer, problem: RegExp])[] = [
  ["zip", begun("PK\x03\x04\x14\0\0\0\x08\0"), /is a zip archive, no log; .*: mkdir logs && unzip \S+ -d logs$/],
  ["an empty zip", field("PK\x05\x06", 22), /is a zip archive, no log/],
  ["7z", begun("7z\xbc\xaf\x27\x1c\0\x04"), /is a 7z archive, no log; .*7z x -ologs /],
  ["rar 4", begun("Rar!\x1a\x07\0"), /is a rar archive, no log; .*unrar x \S+ logs\/$/],
  ["rar 5", begun("Rar!\x1a\x07\x01\0"), /is a rar archive, no log/],
  ["cpio (newc)", begun(`070701${"0000A1B2".repeat(13)}auth.log\0`), /is a cpio archive, no log; .*cpio -idD logs < /],
  ["cpio (odc)", begun(`070707${"01234567".repeat(9).slice(0, 70)}auth.log\0`), /is a cpio archive, no log/],
  ["a Debian package", begun("!<arch>\ndebian-binary   1740823200  0     0"), /is a Debian package, .*dpkg-deb -x /],
  ["ar", latin1(`!<arch>\nauth.log/       0  0  0  644  9  \`\n${refused}`), /is an ar archive, no log; .*ar x /],
  ["RPM", begun("\xed\xab\xee\xdb\x03\0"), /is an RPM package, no log; .*rpm2cpio /],
  [
    "lz4",
    begun("\x04\x22\x4d\x18\x64\x40"),
    /is packed by lz4, which is not read; unpack it: lz4 -dc \S+ \| .*ingest -$/
  ],
  ["lzip", begun("LZIP\x01\x0c"), /is packed by lzip, .*lzip -dc \S+ \| .*ingest -$/],
  ["lzma", begun("\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff"), /is packed by lzma, .*xz -dc \S+ \| /],
  ["compress", begun("\x1f\x9d\x90"), /is packed by compress, .*gzip -dc \S+ \| /],
  ["lzop", begun("\x89LZO\0\r\n\x1a\n"), /is packed by lzop/],
  ["UTF-32LE with a mark", latin1(`\xff\xfe\0\0${[...refused].join("\0\0\0")}\0\0\0`), /is text in UTF-32, .*iconv /],
  ["UTF-32BE with a mark", latin1(`\0\0\xfe\xff${[...refused].map((c) => `\0\0\0${c}`).join("")}`), /in UTF-32/],
  ["UTF-32LE", latin1(`${[...refused].join("\0\0\0")}\0\0\0`), /is text in UTF-32/],
  [
    "btmp",
    records(384),
    /is a file of login records \(as btmp and wtmp\), no log; lastb -f \S+ reads it; name sshd's log/
  ],
  ["btmp of arm64", records(400), /is a file of login records/],
  ["wtmp, which begins with a boot", loginRecord(2, "reboot", 384), /is a file of login records/],
  ["lastlog", Buffer.concat([lastlogRecord(), Buffer.alloc(2920)]), /is a lastlog, no log/],
  ["SQLite", begun("SQLite format 3\0\x10\0"), /is an SQLite database, no log; name sshd's log: auth\.log, secure, or/],
  ["ELF", begun("\x7fELF\x02\x01\x01"), /is a program \(ELF\), no log/],
  ["evtx", begun("ElfFile\0"), /is a Windows event log, no log/],
  ["PNG", begun("\x89PNG\r\n\x1a\n"), /is an image, no log/],
  ["JPEG", begun("\xff\xd8\xff\xe0"), /is an image, no log/],
  ["PDF", begun("%PDF-1.7\n"), /is a PDF, no log/],
  ["pcap", begun("\xd4\xc3\xb2\xa1\x02\0\x04\0"), /is a capture of packets, no log/],
  ["random bytes", random(5000), /is a binary file, no log; name sshd's log: auth\.log, secure, or journal$/],
  ["a few random bytes", random(64, "few"), /is a binary file, no log/],
  ["random bytes behind zeros", Buffer.concat([Buffer.alloc(5000), random(5000)]), /is a binary file, no log/],
  ["a journal file in gzip", gzipSync(begun("LPKSHHRH")), /is a journal file packed by gzip, .*gzip -dc \S+ > system/],
  [
    "zip in gzip",
    gzipSync(begun("PK\x03\x04")),
    /is a zip archive packed by gzip, .*: gzip -dc \S+ > unpacked, and name/
  ],
  ["btmp in gzip", gzipSync(records(384)), /is a file of login records .* packed by gzip, no log; name sshd's log/],
  ["gzip in gzip", gzipSync(gzipSync(refused)), /is packed twice, which is not read; unpack it: gzip -dc \S+ \| /]
];

function file(t: TestContext, bytes: Uint8Array, name = "auth.log"): string {
  const path = join(folder(t), name);
  writeFileSync(path, bytes);
  return path;
}

/** Holds that bytes are refused in one line, as a file and as a stream of any pieces. */
async function refuses(t: TestContext, bytes: Buffer, problem: RegExp): Promise<void> {
  const isOne = ({message}: Error): boolean => problem.test(message) && !message.includes("\n");
  await assert.rejects(openSource(file(t, bytes)), isOne);
  for (const size of [1 << 16, 500, 40]) {
    const pieces = Array.from({length: Math.ceil(bytes.length / size)}, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size)
    );
    await assert.rejects(streamed("pipe", Readable.from(pieces)).head(1), isOne, `in pieces of ${size}`);
  }
}

for (const [what, bytes, problem] of others) test(`no log: ${what}`, (t) => refuses(t, bytes, problem));

test("no log: a lastlog that begins with zeros, as root never logged in", async (t) => {
  const path = file(t, Buffer.concat([Buffer.alloc(292_000), lastlogRecord()]));
  await assert.rejects(openSource(path), /is a lastlog, no log/);
});

const packers: readonly (readonly [option: string, tool: string])[] = [
  ["", "tar"],
  ["-z", "gzip"],
  ["-J", "xz"],
  ["-j", "bzip2"],
  ["--zstd", "zstd"]
];

for (const format of ["gnu", "ustar", "pax", "v7"])
  for (const [option, tool] of packers)
    test(`tar (${format}, ${tool}) is refused whole, and the hint unpacks it`, async (t) => {
      if (spawnSync(tool, ["--version"]).error) return t.skip(`${tool} is not installed`);
      const here = folder(t);
      mkdirSync(join(here, "in"));
      writeFileSync(join(here, "in/auth.log"), refused);
      const path = join(here, "it's a.log");
      execFileSync("tar", [
        `--format=${format}`,
        ...(option ? [option] : []),
        "-cf",
        path,
        "-C",
        join(here, "in"),
        "."
      ]);
      await refuses(
        t,
        readFileSync(path),
        /is a tar archive(?: packed by \w+)?, no log; unpack it and name the logs in it/
      );
      const error: unknown = await openSource(path).catch((problem: unknown) => problem);
      assert.ok(error instanceof Error);
      execFileSync("sh", ["-c", error.message.split(": ").at(-1)!], {cwd: here});
      assert.equal(readFileSync(join(here, "logs/auth.log"), "utf8"), refused);
    });

/** Logs that look a little like something else. */
const logs: readonly (readonly [why: string, bytes: Buffer])[] = [
  ["garbage before the first line", Buffer.concat([random(2000), latin1(`\n${refused.repeat(3)}`)])],
  ["garbage within a line", Buffer.concat([latin1(refused), random(3000), latin1(`\n${refused}`)])],
  ["garbage after the last line", Buffer.concat([latin1(refused), random(60_000)])],
  ["a name that looks like tar's mark", latin1(`${"x".repeat(257)}ustar  00\n${refused}`)],
  ["tar's mark behind zeros", latin1(`${refused.slice(0, 200)}${"\0".repeat(57)}ustar\n${refused}`)],
  ["a stamp that begins like cpio", latin1("070701 10:00:00 pi sshd[1]: Invalid user a from 192.0.2.7\n")],
  ["Latin-1", latin1(`${"M\xe4r  1 10:00:00 \xfc\xdf pi sshd[1]: x\n".repeat(20)}`)],
  ["Chinese", Buffer.from("10月  1 10:00:00 服务器 sshd[1]: 用户 失败\n".repeat(20))],
  ["colours", latin1("\x1b[31mMar  1 10:00:00\x1b[0m pi sshd[1]: x\n".repeat(20))],
  ["controls in a name", latin1(`Mar  1 10:00:00 pi sshd[1]: pam_sss(sshd:auth): user=\x01\x02\x7f\n`)],
  ["one control", latin1("\x01")]
];

for (const [why, bytes] of logs)
  test(`a log: ${why}`, async (t) => {
    const content = await text((await openSource(file(t, bytes))).chunks(0) as AsyncIterable<Buffer>);
    assert.ok(Buffer.from(content).includes(latin1(refused).subarray(-60)) || !bytes.includes(latin1(refused)));
  });

const main = join(import.meta.dirname, "../../lib/cli/main.ts");

/** Runs a command of knockbook in a folder. */
function run(cwd: string, args: readonly string[], input: Buffer = Buffer.alloc(0)) {
  const env = {...process.env, INIT_CWD: cwd, KNOCKBOOK_DB: ""};
  const {status, stderr} = spawnSync(process.execPath, [main, ...args], {cwd, env, input, encoding: "utf8"});
  return {status, lines: stderr.trimEnd().split("\n")};
}

test("what is no log is an error of every command, and nothing is written", (t) => {
  const here = folder(t);
  writeFileSync(join(here, "btmp"), records(384));
  const ingest = ["ingest", "--db", "a.sqlite"];
  for (const args of [
    [...ingest, "btmp"],
    [...ingest, "-"],
    ["parse", "btmp"],
    ["parse", "--lines", "-"]
  ]) {
    const {status, lines} = run(here, args, records(384));
    assert.equal(status, 1, args.join(" "));
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^knockbook: (?:standard input|\S+btmp) is a file of login records/);
  }
  assert.ok(!existsSync(join(here, "a.sqlite")));
  writeFileSync(join(here, "auth.log"), refused);
  const {status, lines} = run(here, [...ingest, "btmp", "auth.log", "--year", "2025"]);
  assert.deepEqual([status, lines.length, existsSync(join(here, "a.sqlite"))], [1, 1, true]);
});

test("an archive on standard input is refused at once, though its writer goes on", (t) => {
  const here = folder(t);
  const script = `(tar -cf - -C "$1" . ; yes) 2>/dev/null | "$2" "$3" ingest --db a.sqlite -`;
  writeFileSync(join(here, "auth.log"), refused);
  const args = ["-c", script, "sh", here, process.execPath, main];
  const {stderr, signal} = spawnSync("sh", args, {cwd: here, encoding: "utf8", timeout: 30_000});
  assert.equal(signal, null);
  assert.match(stderr, /standard input is a tar archive, no log/);
});
