import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {demoHost, demoLog} from "../../lib/demo/log.ts";
import {emptyTruth} from "../../lib/demo/truth.ts";
import {createScanner} from "../../lib/log/scanner.ts";
import type {DemoTruth} from "../../lib/demo/log.ts";
import type {Attempt} from "../../lib/log/event/event.ts";

const read = emptyTruth();
const unknown: string[] = [];
const scanner = createScanner({
  year: 2025,
  zone: "UTC",
  onConnection: ({attempts}) => attempts.forEach(take),
  onUnknown: (_, line) => unknown.push(line)
});

function take({outcome, user, ip, time, times}: Attempt): void {
  read.outcomes[outcome] += times;
  if (outcome === "probe") return add(read.probes, ip!, times);
  add(read.users, user!, times);
  add(read.addresses, ip!, times);
  if (outcome !== "abandoned") add(read.days, new Date(time! * 1000).toISOString().slice(0, 10), times);
}

function add(counts: Map<string, number>, key: string, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function scan(): DemoTruth {
  const log = demoLog();
  for (;;) {
    const {done, value} = log.next();
    if (done) return value;
    scanner.push(value);
  }
}

const truth = scan();
scanner.finish();

describe("the demo log read by lib/log", () => {
  it("has the attempts that its truth tells", () => {
    assert.deepEqual(read.outcomes, truth.outcomes);
    for (const key of ["users", "addresses", "probes", "days"] as const) {
      assert.deepEqual([...read[key]].toSorted(), [...truth[key]].toSorted(), key);
    }
  });

  it("is read to the last line, and each line understood", () => {
    const ledger = scanner.ledgers.get(demoHost)!;
    assert.equal(ledger.read, truth.lines);
    assert.deepEqual(unknown.slice(0, 3), []);
  });

  it("covers the year but for the two days without power", () => {
    const spans = scanner.coverage
      .get(demoHost)!
      .map((span) => span.map((time) => new Date(time * 1000).toISOString().slice(0, 10)));
    assert.deepEqual(spans, [
      ["2025-01-01", "2025-03-15"],
      ["2025-03-17", "2025-09-26"],
      ["2025-09-28", "2025-12-31"]
    ]);
  });
});
