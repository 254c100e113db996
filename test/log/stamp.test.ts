import assert from "node:assert/strict";
import test from "node:test";
import {createClock} from "../../lib/log/line/clock.ts";
import {readStamp, timeOf} from "../../lib/log/line/stamp.ts";

const clock = (): ReturnType<typeof createClock> => createClock({zone: "Asia/Kolkata", year: 2025}); // +05:30

/** A text that begins with a stamp, its time, and what stands after it; null where there is no stamp. */
const stamps: readonly (readonly [text: string, iso: string | null, rest: string] | readonly [text: string])[] = [
  ["Mar  1 12:00:00 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["Mar 1 12:00:00 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["Mar 01 12:00:00  pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["Mar  1 12:00:00.250 pi", "2025-03-01T06:30:00.250Z", "pi"],
  ["Mar  1 12:00:00", "2025-03-01T06:30:00.000Z", ""],
  ["Mar  1 23:59:60 pi", "2025-03-01T18:30:00.000Z", "pi"],
  ["Feb 30 12:00:00 pi", null, "pi"],
  ["Mar  1 24:00:00 pi", null, "pi"],
  ["2025-03-01T12:00:00Z pi", "2025-03-01T12:00:00.000Z", "pi"],
  ["2025-03-01T12:00:00 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["2025-03-01 12:00:00 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["2025-03-01T12:00:00.9999999Z pi", "2025-03-01T12:00:00.999Z", "pi"],
  ["2025-03-01T12:00:00,5+01:00 pi", "2025-03-01T11:00:00.500Z", "pi"],
  ["2025-03-01T12:00:00-0700 pi", "2025-03-01T19:00:00.000Z", "pi"],
  ["2025-03-01 12:00:00.801612-0700  pi", "2025-03-01T19:00:00.801Z", "pi"],
  ["2025-03-01 12:00:00 +0530 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["2024-02-29T00:00:00Z pi", "2024-02-29T00:00:00.000Z", "pi"],
  ["2025-02-29T00:00:00Z pi", null, "pi"],
  ["0001-01-01T00:00:00Z pi", null, "pi"],
  ["2025-13-01T00:00:00Z pi", null, "pi"],
  ["2025-03-01T12:60:00Z pi", null, "pi"],
  ["1740830400.738197 pi", "2025-03-01T12:00:00.738Z", "pi"],
  ["Mars 1 12:00:00 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["1740830400 pi", "2025-03-01T12:00:00.000Z", "pi"],
  ["2025-03-01 12:00:00 IST pi sshd[1]: x", "2025-03-01T06:30:00.000Z", "pi sshd[1]: x"],
  ["Sat Mar  1 12:00:00 IST 2025 pi", "2025-03-01T06:30:00.000Z", "pi"],
  ["2025-03-01 12:00:00 GMT: pi", "2025-03-01T12:00:00.000Z", "pi"],
  ["2025-03-01 12:00:00 CET pi", null, "pi"],
  ["2025-03-01 12:00:00 CET sshd[1]: x", "2025-03-01T06:30:00.000Z", "CET sshd[1]: x"],
  ["Mar  1 12:00:00 IST sudo: x", "2025-03-01T06:30:00.000Z", "IST sudo: x"],
  ["Mar  1 12:00:00 UTC pi", "2025-03-01T12:00:00.000Z", "pi"],
  ["Mar  1 12:00:00 JST pi", null, "pi"],
  ["Marz 1 12:00:00 pi"],
  ["Mon Foo 1 12:00:00 pi"],
  ["Moo 2025-03-01 12:00:00 pi"],
  ["2025-03-01T12:00:00+1 pi"],
  ["2025-03/01 12:00:00 pi"],
  ["@400000006abe2f2 pi"],
  ["[1234] pi"],
  ["Foo  1 12:00:00 pi"],
  ["Mar  1 12:00 pi"],
  ["2025-03-01 pi"],
  ["17408304 pi"],
  ["pi sshd[1]: x"],
  [""]
];

for (const [text, iso, rest] of stamps)
  test(`stamp: ${text || "none"}`, () => {
    const stamp = readStamp(text, clock());
    if (rest === undefined) return assert.equal(stamp, null);
    assert.ok(stamp);
    const seconds = timeOf(stamp, clock(), null);
    const time = seconds === null ? null : new Date(seconds * 1000 + stamp.millisecond).toISOString();
    assert.deepEqual([time, text.slice(stamp.length)], [iso, rest]);
  });
