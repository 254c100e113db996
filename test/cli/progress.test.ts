import assert from "node:assert/strict";
import {execFile, spawnSync} from "node:child_process";
import {join} from "node:path";
import {suite, test} from "node:test";
import {promisify} from "node:util";
import {progressLine, widthOf} from "../../lib/cli/progress.ts";
import {folder} from "../store/logs.ts";

const here = import.meta.dirname;
const work = [process.execPath, join(here, "work.ts")];
const label = "/var/log/日本語/a log with a name that is rather long for a terminal.log.1.gz";

/** What came of a command at a terminal; see terminal.py. */
interface Seen {
  readonly status: number;
  readonly written: string;
  readonly resized: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

async function atTerminal(columns: number, args: readonly string[], options: readonly string[] = []): Promise<Seen> {
  const driver = [join(here, "terminal.py"), ...options, `${columns}`, ...args];
  return JSON.parse((await promisify(execFile)("python3", driver)).stdout) as Seen;
}

/**
 * Returns each text that stood on the line, by its pieces between carriage returns; the rest must be the one erasure.
 */
function drawn(written: string): string[] {
  const texts = written.replaceAll("\r\x1b[K", "\r").split(/[\r\n]+/);
  for (const text of texts) assert.doesNotMatch(text, /\p{Cc}/u, "no other command for the terminal");
  return texts;
}

suite("at a terminal", {concurrency: true}, () => {
  for (const columns of [20, 60, 200])
    test(`at ${columns} columns no text is as long as the line, and the end leaves it empty`, async () => {
      const {status, written, before, after} = await atTerminal(columns, [...work, label]);
      assert.equal(status, 0);
      assert.deepEqual(after, before);
      assert.match(written, / \d+ %\r\x1b\[K$/);
      const widths = drawn(written).map(widthOf);
      assert.ok(widths.length > 3 && Math.max(...widths) < columns, `${widths}`);
    });

  test("a narrower window gets a shorter text, a wider one a longer", async () => {
    const [narrower, wider] = await Promise.all([
      atTerminal(120, [...work, label], ["--resize", "30"]),
      atTerminal(30, [...work, label], ["--resize", "120"])
    ]);
    const widest = (text: string): number => Math.max(...drawn(text).map(widthOf));
    const after = ({written, resized}: Seen): string => written.slice(written.indexOf("\r", resized + 1));
    assert.ok(widest(narrower.written) > 30 && widest(after(narrower)) < 30);
    assert.ok(widest(wider.written.slice(0, wider.resized)) < 30 && widest(after(wider)) > 30);
  });

  test("Ctrl-C ends the work and leaves no mode of the terminal changed", async () => {
    const {status, written, before, after} = await atTerminal(80, [...work, "auth.log"], ["--interrupt"]);
    assert.equal(status, 2, "ended by SIGINT");
    assert.deepEqual(after, before);
    assert.match(drawn(written).at(-1)!, /^auth\.log \[#*\.*\] \d+ %\^C$/);
  });

  test("the command's own line does so, too", async (t) => {
    const main = join(here, "../../lib/cli/main.ts");
    const demo = [process.execPath, main, "demo", "--size", "1G", "--out", join(folder(t), "demo.log")];
    const {status, written, before, after} = await atTerminal(40, demo, ["--interrupt"]);
    assert.deepEqual([status, after], [2, before]);
    assert.ok(drawn(written).every((text) => widthOf(text.replace("^C", "")) < 40));
  });
});

test("where standard error is no terminal nothing is written", () => {
  const [command, ...args] = work;
  const {stdout, stderr, status} = spawnSync(command!, [...args, label], {encoding: "utf8"});
  assert.deepEqual({stdout, stderr, status}, {stdout: "", stderr: "", status: 0});
});

test("the bar gives way first, then the label, last the percentage", () => {
  const lines = [80, 40, 22, 16, 8, 7, 6].map((columns) => progressLine("auth.log.1", 0.425, columns));
  assert.deepEqual(lines, [
    "auth.log.1 [#################.......................] 42 %",
    "auth.log.1 [########............] 42 %",
    "auth.log.1 42 %",
    "auth.lo.. 42 %",
    "42 %",
    "42 %",
    "42 %"
  ]);
  assert.equal(progressLine("auth.log.1", 0.425, 5), "");
  for (let columns = 1; columns < 120; columns++)
    for (const share of [0, 0.5, 1]) assert.ok(widthOf(progressLine(label, share, columns)) < columns);
});

test("a file's name commands nothing", () => {
  assert.equal(progressLine("a\x1b[2J\n.log", 0, 20), "a␛[2J␊.log 0 %");
});
