import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {consumedBy, createCutter, cut, cutLast, longestLine} from "../../lib/log/cutter.ts";
import {times} from "../scope.ts";

const newline = 10;

/** Returns the lines in chunks, as latin1, and where the next run is to begin. */
function linesOf(chunks: readonly Buffer[], {partial = true} = {}): {lines: string[]; consumed: number} {
  const lines: string[] = [];
  const cutter = createCutter((bytes, start) => {
    const end = bytes.indexOf(newline, start);
    lines.push(bytes.toString("latin1", start, end));
    return end;
  });
  for (const chunk of chunks) cut(cutter, chunk);
  const consumed = consumedBy(cutter);
  if (partial) cutLast(cutter);
  return {lines, consumed};
}

const mark = "\xef\xbb\xbf";
const eight = "\0".repeat(8);
const megabytes = "\0".repeat(3 << 20);

const texts: readonly (readonly [why: string, text: string, lines: readonly string[]])[] = [
  ["no zeros", "a\nb\n\nc", ["a", "b", "", "c"]],
  ["zeros before a whole line", "a\n\0\0\0b\n", ["a", "b"]],
  ["zeros at the start of a file", "\0\0a\nb\n", ["a", "b"]],
  ["zeros at its end", "a\n\0\0", ["a"]],
  ["zeros alone", "\0\0\0", []],
  ["zeros between two newlines", "a\n\0\0\nb\n", ["a", "b"]],
  ["a line that was cut off by zeros", `a\nb${eight}c\n`, ["a", "b", "c"]],
  ["a zero within a line, as in a name", "a\nb\0c\n", ["a", "b\0c"]],
  ["few zeros within a line", "a\nb\0\0c\0\0\0d\n", ["a", "b\0\0c\0\0\0d"]],
  ["few zeros at the end of a file", "a\nb\0\0", ["a", "b"]],
  ["a zero at the end of each line", "a\0\nb\0\n", ["a", "b"]],
  ["a newline of its own behind them", "a\0\n\nb", ["a", "", "b"]],
  ["two runs", `a${eight}b\n\0c\0`, ["a", "b", "c"]],
  ["megabytes of zeros", `a\nb${megabytes}c\n${megabytes}d`, ["a", "b", "c", "d"]],
  ["a byte order mark before each file", `${mark}a\n${mark}b\nc`, ["a", "b", "c"]],
  ["a byte order mark behind zeros", `a${eight}\0${mark}b\n`, ["a", "b"]],
  ["two marks, and one within a line", `${mark}${mark}a${mark}\n`, [`a${mark}`]],
  ["a mark alone", `a\n${mark}`, ["a", ""]],
  ["half a mark", "\xef\xbba\n\xef\xbb", ["\xef\xbba", "\xef\xbb"]]
];

for (const [why, text, lines] of texts)
  test(`lines: ${why}`, () => {
    const bytes = Buffer.from(text, "latin1");
    assert.deepEqual(linesOf([bytes]).lines, lines);
    for (const size of [1, 2, 7, 4096].filter((size) => bytes.length / size < 10_000)) {
      const chunks = Array.from({length: Math.ceil(bytes.length / size)}, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size)
      );
      assert.deepEqual(linesOf(chunks).lines, lines, `in chunks of ${size}`);
    }
  });

test("any cut into chunks and into two runs gives the same lines", () => {
  const part = fc.constantFrom("a", "bc", "\n", "\0", "\0\0\0", eight, mark, "\xef", "\xbb\xbf", "\r\n");
  fc.assert(
    fc.property(fc.array(part, {maxLength: 30}), fc.nat(60), fc.nat(60), (parts, first, second) => {
      const bytes = Buffer.from(parts.join(""), "latin1");
      const whole = linesOf([bytes]);
      const chunks = [bytes.subarray(0, first), bytes.subarray(first)];
      assert.deepEqual(linesOf(chunks), whole, "two chunks");
      const one = linesOf([bytes.subarray(0, first)], {partial: false});
      const rest = bytes.subarray(one.consumed);
      const two = linesOf([rest.subarray(0, second), rest.subarray(second)]);
      assert.deepEqual([...one.lines, ...two.lines], whole.lines, "two runs");
      assert.equal(one.consumed + two.consumed, whole.consumed, "the place for the next run");
    }),
    {seed: 1, numRuns: times(2000)}
  );
});

test("zeros take no memory, and a line that they end is as long as any", () => {
  const before = process.memoryUsage().arrayBuffers;
  const zeros = Buffer.alloc(1 << 20);
  const long = Buffer.alloc(2 * longestLine, "x");
  const {lines} = linesOf([long, ...Array<Buffer>(100).fill(zeros), Buffer.from("a\n")]);
  assert.equal(lines.length, 2);
  assert.equal(lines[1], "a");
  assert.ok(process.memoryUsage().arrayBuffers - before < 20 << 20);
});
