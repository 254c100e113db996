import assert from "node:assert/strict";
import {execFileSync, spawn, spawnSync} from "node:child_process";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {text} from "node:stream/consumers";
import {test, type TestContext} from "node:test";
import {openSource} from "../../lib/log/source/source.ts";
import {folder} from "../store/logs.ts";

/** The tools that pack logs, and the option of each for its smallest and for its largest output. */
const tools = {gzip: ["-1", "-9"], xz: ["-0", "-9e"], zstd: ["-1", "-19"], bzip2: ["-1", "-9"]} as const;
type Tool = keyof typeof tools;

const log = Array.from(
  {length: 12_000},
  (_, i) =>
    `Mar  1 10:${String(i % 60).padStart(2, "0")}:00 pi sshd[${i}]: Invalid user u${(i * 7919) % 4001} from 192.0.2.${i % 250}\n`
).join("");

/** Returns what a tool makes of a text, or skips the test where the tool is missing. */
function packed(t: TestContext, tool: Tool, content: string | Buffer, ...options: string[]): Buffer {
  const {stdout, error} = spawnSync(tool, ["-c", ...options], {input: content, maxBuffer: 1 << 28});
  if (error) t.skip(`${tool} is not installed: nothing was tested`);
  return stdout;
}

async function read(path: string, from = 0): Promise<{content: string; problem: string | null}> {
  const source = await openSource(path);
  const content = await text(source.chunks(from) as AsyncIterable<Buffer>);
  return {content, problem: source.problem()};
}

/** Writes bytes under a name that says nothing of what they are. */
function file(t: TestContext, bytes: Uint8Array): string {
  const path = join(folder(t), "auth.log");
  writeFileSync(path, bytes);
  return path;
}

for (const tool of Object.keys(tools) as Tool[]) {
  test(`${tool}: a packed log is the log, whatever its name`, async (t) => {
    for (const level of tools[tool])
      assert.deepEqual(await read(file(t, packed(t, tool, log, level))), {content: log, problem: null}, level);
  });

  test(`${tool}: parts that were packed one after the other are all read`, async (t) => {
    const cuts = [0, 1, 70_000, 70_000, log.length - 1, log.length]; // an empty part is among them
    const parts = cuts.slice(1).map((end, i) => packed(t, tool, log.slice(cuts[i], end)));
    assert.deepEqual(await read(file(t, Buffer.concat(parts))), {content: log, problem: null});
  });

  test(`${tool}: an offset and the head are those of the unpacked log`, async (t) => {
    const path = file(t, packed(t, tool, log));
    assert.equal((await read(path, 400_001)).content, log.slice(400_001));
    assert.equal((await read(path, log.length)).content, "");
    assert.equal(Buffer.from(await (await openSource(path)).head(4096)).toString(), log.slice(0, 4096));
  });

  test(`${tool}: what stands before the end of a cut-off log is kept`, async (t) => {
    const bytes = Buffer.concat([packed(t, tool, log.slice(0, 70_000)), packed(t, tool, log.slice(70_000))]);
    for (const end of [bytes.length - 1, bytes.length - 5]) {
      const {content, problem} = await read(file(t, bytes.subarray(0, end)));
      assert.ok(content.length >= 70_000 && log.startsWith(content), `${content.length} bytes`);
      assert.match(problem ?? "", /ends too early/);
    }
  });

  test(`${tool}: what follows the end of a packed log takes nothing away`, async (t) => {
    const path = file(t, Buffer.concat([packed(t, tool, log), Buffer.from("something else")]));
    const {content, problem} = await read(path);
    assert.ok(content === log, `${content.length} bytes of ${log.length}`);
    assert.match(problem ?? "", /damaged or followed by something else/);
  });

  test(`${tool}: a damaged byte is said, and all before it is kept`, async (t) => {
    const bytes = packed(t, tool, log, tools[tool][0]);
    const at = bytes.length >> 1;
    bytes[at] = bytes[at]! ^ 0xff;
    const {content, problem} = await read(file(t, bytes));
    const own = spawnSync(tool, ["-dc"], {input: bytes, maxBuffer: 1 << 28}).stdout.toString("latin1");
    const block = tool === "bzip2" ? 100_000 : 64; // bzip2's own tool also gives what it made of the damaged block
    assert.ok(content.length >= own.length - block, `${content.length} bytes, ${tool} gives ${own.length}`);
    assert.match(problem ?? "", /damaged/);
  });

  test(`${tool}: standard input can be packed`, (t) => {
    const input = packed(t, tool, log);
    const script = `import {openSource} from ${JSON.stringify(join(import.meta.dirname, "../../lib/log/source/source.ts"))};
      const source = await openSource("-");
      await source.head(4096);
      for await (const chunk of source.chunks(0)) process.stdout.write(Buffer.from(chunk)); // the next can be in its memory`;
    const args = ["--input-type=module", "--eval", script];
    assert.equal(execFileSync(process.execPath, args, {input, maxBuffer: 1 << 28}).toString(), log);
  });
}

test("members that end where a piece ends are all read", async (t) => {
  const [first, second] = [log.slice(0, 300_000), log.slice(300_000)].map((part) => packed(t, "gzip", part, "-1"));
  // RFC 1952: a field of any length in the header
  const extra = Buffer.alloc((1 << 15) - ((first!.length + 2) % (1 << 15)));
  const length = Buffer.alloc(2);
  length.writeUInt16LE(extra.length);
  const header = Buffer.concat([first!.subarray(0, 3), Buffer.of(4), first!.subarray(4, 10), length, extra]);
  const member = Buffer.concat([header, first!.subarray(10)]);
  assert.equal(member.length % (1 << 15), 0);
  assert.deepEqual(await read(file(t, Buffer.concat([member, second!]))), {content: log, problem: null});
});

test("a pipe with a name is read once, from its start", async (t) => {
  const path = join(folder(t), "pipe");
  execFileSync("mkfifo", [path]);
  const writer = spawn("sh", ["-c", 'cat > "$1"', "sh", path], {stdio: ["pipe", "ignore", "inherit"]});
  writer.stdin.end(log);
  const source = await openSource(path);
  assert.equal(Buffer.from(await source.head(10)).toString(), log.slice(0, 10));
  assert.equal(await text(source.chunks(0) as AsyncIterable<Buffer>), log);
});

test("an empty file and one shorter than a magic number are logs", async (t) => {
  for (const content of ["", "\x1f", "a\n"])
    assert.deepEqual(await read(file(t, Buffer.from(content))), {content, problem: null});
});

test("a kind of xz that the library does not know is said, with what to do", async (t) => {
  const {content, problem} = await read(file(t, packed(t, "xz", log, "--check=sha256")));
  assert.equal(content, "");
  assert.match(problem ?? "", /of a rare kind; unpack it with xz -dc/);
});

test("zstd's skippable frames, as pzstd writes them, hold nothing", async (t) => {
  const skippable = Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0]), Buffer.from("abcd")]);
  const frames = [
    skippable,
    packed(t, "zstd", log.slice(0, 9)),
    skippable,
    packed(t, "zstd", log.slice(9), "--no-check")
  ];
  assert.deepEqual(await read(file(t, Buffer.concat(frames))), {content: log, problem: null});
});

test("memory stays small where a few bytes unpack to many", (t) => {
  const path = join(folder(t), "yes"); // of zeros nothing would be read; and a child's peak begins at its parent's
  execFileSync("sh", ["-c", `yes | head -c ${200 << 20} | gzip -c > "$1"`, "sh", path]);
  const script = `import {openSource} from ${JSON.stringify(join(import.meta.dirname, "../../lib/log/source/source.ts"))};
    let bytes = 0;
    for await (const chunk of (await openSource(process.argv[1])).chunks(0)) bytes += chunk.length;
    console.log(bytes, process.resourceUsage().maxRSS);`;
  const node = [process.execPath, "--input-type=module", "--eval", script, path];
  const out = execFileSync("sh", ["-c", '"$@"; exit', "sh", ...node]).toString(); // the shell is a small parent
  const [bytes, kibibytes] = out.split(" ").map(Number) as [number, number];
  assert.equal(bytes, 200 << 20);
  assert.ok(kibibytes < 180 << 10, `${kibibytes} KiB`);
});
