import assert from "node:assert/strict";
import {test} from "node:test";
import type {Event} from "../../lib/log/event/event.ts";
import {createScanner} from "../../lib/log/scanner.ts";
import {openStore} from "../../lib/store/database.ts";
import {collect, createCollector, finishCollecting} from "../../lib/store/day/collector.ts";
import {readSums} from "../../lib/store/day/sums.ts";
import {createWriter} from "../../lib/store/day/writer.ts";
import {daySeconds} from "../../lib/base/time.ts";

const start = Date.UTC(2025, 2, 15, 12) / 1000;
const old = Date.UTC(1975, 2, 15) / 1000;

/** Orders of stamps that whoever writes lines can choose: the time of a line by its number, in epoch seconds. */
const orders: readonly (readonly [name: string, timeOf: (i: number) => number])[] = [
  ["two clocks, forty days apart, that take turns", (i) => start + i - (i % 2) * 40 * daySeconds],
  ["two clocks, two hours apart, that take turns", (i) => start + i - (i % 2) * 7200],
  ["two clocks, fifty seconds apart, that take turns", (i) => start + Math.floor(i / 50) - (i % 2) * 50],
  ["the days of a year, one after the other, again and again", (i) => start + i - (i % 365) * daySeconds],
  ["a clock that goes backwards by days", (i) => start - i * daySeconds],
  ["days from before 1995, again and again", (i) => old + i + (i % 20) * daySeconds],
  ["one second", () => start]
];

function logOf(lines: number, timeOf: (i: number) => number): Buffer {
  const line = (_: unknown, i: number): string =>
    `${new Date(timeOf(i) * 1000).toISOString()} pi sshd[${1 + i}]: Failed password for root from 192.0.2.7 port ${1024 + i} ssh2\n`;
  return Buffer.from(Array.from({length: lines}, line).join(""));
}

/** Brings a log into a fresh database, and returns the time of the processor that this took, in microseconds. */
function cost(log: Buffer, attempts: number): number {
  const store = openStore(":memory:");
  const before = process.cpuUsage();
  store.transaction(() => {
    const collector = createCollector(store, createWriter(store), {medium: "files"});
    const scanner = createScanner({onEvent: (event: Event) => collect(collector, event)});
    scanner.push(log);
    scanner.finish();
    finishCollecting(collector);
  })();
  const {user, system} = process.cpuUsage(before);
  assert.equal(readSums(store)[0]?.attempts, attempts);
  store.close();
  return user + system;
}

const few = 1000;
const factor = 6;

test("each line costs about the same, whatever the order of stamps", async (t) => {
  for (const [name, timeOf] of orders)
    await t.test(name, () => {
      const [small, large] = [few, few * factor].map((lines) => [logOf(lines, timeOf), lines] as const);
      const costs = [small!, large!].map((one) => Math.min(cost(...one), cost(...one)));
      const ratio = costs[1]! / costs[0]!;
      assert.ok(ratio < 2.5 * factor, `${factor} times the lines cost ${ratio.toFixed(1)} times as much`);
    });
});
