import assert from "node:assert/strict";
import {spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test from "node:test";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");
const log = [
  "Mar  1 12:00:00 pi sshd[7]: Failed password for invalid user eve from 192.0.2.1 port 40022 ssh2",
  "Mar  1 12:00:01 pi CRON[8]: (root) CMD (true)",
  "Mar  1 12:00:02.250 pi sshd[7]: Connection closed by invalid user eve 192.0.2.1 port 40022 [preauth]"
];

function parse(
  args: readonly string[],
  input: string | Buffer,
  env: NodeJS.ProcessEnv = {}
): {rows: unknown[]; status: number | null; stderr: string} {
  const run = spawnSync(process.execPath, [main, "parse", ...args], {
    input,
    encoding: "utf8",
    env: {...process.env, ...env}
  });
  const rows = run.stdout.split("\n").filter(Boolean);
  return {rows: rows.map((row) => JSON.parse(row) as unknown), status: run.status, stderr: run.stderr};
}

test("parse --lines gives an object of twelve fields for each line, also the last one without an end", () => {
  const {rows, status} = parse(["--lines", "--year", "2025", "-"], log.join("\r\n"));
  const far = {user: "eve", ip: "192.0.2.1", rhost: null, port: 40022, times: 1};
  const nobody = {user: null, ip: null, rhost: null, port: null, method: null, times: 1};
  assert.equal(status, 0);
  assert.deepEqual(rows, [
    {
      line: 1,
      kind: "failed",
      time: "2025-03-01T12:00:00Z",
      host: "pi",
      process: "sshd",
      pid: 7,
      ...far,
      method: "password"
    },
    {line: 2, kind: "other", time: "2025-03-01T12:00:01Z", host: "pi", process: "CRON", pid: 8, ...nobody},
    {
      line: 3,
      kind: "named",
      time: "2025-03-01T12:00:02.250Z",
      host: "pi",
      process: "sshd",
      pid: 7,
      ...far,
      method: null
    }
  ]);
});

test("parse gives attempts, and reads standard input when no file is named", () => {
  const {rows, status} = parse(["--year", "2025", "--tz", "Asia/Kolkata"], log.join("\n"));
  const attempt = {time: "2025-03-01T06:30:00Z", host: "pi", user: "eve", ip: "192.0.2.1", rhost: null, port: 40022};
  assert.equal(status, 0);
  assert.deepEqual(rows, [{...attempt, method: "password", outcome: "failed", times: 1}]);
});

test("files are found from where the user is, and each counts its own lines", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parse-"));
  try {
    await writeFile(join(folder, "auth.log"), `${log.join("\n")}\n`);
    const {rows} = parse(["--lines", "auth.log", "auth.log"], "", {INIT_CWD: folder});
    assert.deepEqual(
      rows.map((row) => (row as {line: number}).line),
      [1, 2, 3, 1, 2, 3]
    );
  } finally {
    await rm(folder, {recursive: true});
  }
});

test("empty lines are lines, and no bytes are none", () => {
  assert.equal(parse(["--lines"], "").rows.length, 0);
  assert.equal(parse(["--lines"], "\n\n").rows.length, 2);
  assert.equal(parse(["--lines"], "\nx").rows.length, 2);
});

test("a line of several megabytes is one line, and its end is left out", () => {
  const line = Buffer.concat([
    Buffer.from(`${log[0]}\nMar  1 12:00:00 pi sshd[7]: Invalid user `),
    Buffer.alloc(3 << 20, "a"),
    Buffer.from(`\n${log[0]}`)
  ]);
  const {rows} = parse(["--lines"], line);
  assert.deepEqual(
    rows.map((row) => (row as {kind: string}).kind),
    ["failed", "unknown", "failed"]
  );
});

test("a reader that leaves early is no error", async () => {
  const child = spawn(process.execPath, [main, "parse", "--lines", "-"]);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on("error", () => undefined); // nobody reads any more
  child.stdin.end(`${log[0]}\n`.repeat(100_000));
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = (await once(child, "exit")) as [number];
  assert.deepEqual([code, stderr], [0, ""]);
});

test("a log that is not there and a wrong option are one line on standard error", () => {
  const missing = parse(["--lines", join(tmpdir(), "no-such-log")], "");
  assert.deepEqual([missing.status, missing.stderr.trim().split("\n").length], [1, 1]);
  assert.match(parse(["--tz", "Mars/Olympus"], "").stderr, /not a time zone/);
  assert.equal(parse(["--year", "25"], "").status, 2);
});
