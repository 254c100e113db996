import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {describe, it} from "node:test";
import {gzipSync} from "node:zlib";
import {demoFacts} from "../../lib/demo/facts.ts";
import {demoHost, demoLog, demoTruth, isDemo} from "../../lib/demo/log.ts";
import {hostileNames, shown} from "../../lib/demo/names.ts";
import {judge} from "./judge.ts";
import type {DemoOptions, DemoTruth} from "../../lib/demo/log.ts";

function make(options: DemoOptions = {}): {chunks: Buffer[]; truth: DemoTruth} {
  const chunks: Buffer[] = [];
  const log = demoLog(options);
  for (;;) {
    const {done, value} = log.next();
    if (done) return {chunks, truth: value};
    chunks.push(value);
  }
}

const {chunks, truth} = make();
const lines = Buffer.concat(chunks).toString("latin1").trimEnd().split("\n");
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const secondOf = (line: string): number => {
  const [, month, day, hour, minute, second] = /^(\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) /.exec(line)!;
  return Date.UTC(2025, months.indexOf(month!), Number(day), Number(hour), Number(minute), Number(second)) / 1000;
};
const times = lines.map(secondOf);
const dayOf = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
const perDay = Map.groupBy(lines.keys(), (i) => dayOf(times[i]!));
const sshdLines = (day: string): number => perDay.get(day)!.filter((i) => lines[i]!.includes(" sshd[")).length;

describe("the demo log", () => {
  it("has the same bytes on every machine", () => {
    const sha256 = chunks.reduce((hash, chunk) => hash.update(chunk), createHash("sha256")).digest("hex");
    assert.deepEqual({lines: lines.length, bytes: truth.bytes, sha256}, demoFacts);
    assert.equal(truth.lines, lines.length);
    assert.equal(
      chunks.reduce((sum, chunk) => sum + chunk.length, 0),
      truth.bytes
    );
  });

  it("is of the size of a busy year", () => {
    const {failed, accepted, abandoned} = truth.outcomes;
    assert.ok(lines.length > 300_000 && lines.length < 400_000, `${lines.length} lines`);
    assert.ok(failed + abandoned > 120_000 && failed + abandoned < 200_000, `${failed} failed`);
    assert.ok(accepted > 20 && accepted < 200, `${accepted} accepted`);
  });

  it("comes in chunks of whole lines", () => {
    for (const chunk of chunks) assert.equal(chunk.at(-1), 10);
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length >= 64 * 1024 && chunk.length <= 512 * 1024));
  });

  it("is printable ASCII with classic stamps in the order of time", () => {
    assert.equal(
      lines.findIndex((line) => !/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d demopi [\w-]+(\[\d+\])?: [ -~]+$/.test(line)),
      -1
    );
    assert.equal(
      times.findIndex((time, i) => i > 0 && time < times[i - 1]!),
      -1
    );
    assert.equal(dayOf(times[0]!), "2025-01-01");
    assert.equal(dayOf(times.at(-1)!), "2025-12-31");
  });

  it("is what its truth says, by an independent count of its lines", () => {
    const read = judge(lines, times);
    assert.deepEqual(read.outcomes, truth.outcomes);
    for (const key of ["users", "addresses", "probes"] as const) {
      assert.deepEqual([...read[key]].toSorted(), [...truth[key]].toSorted(), key);
    }
  });

  it("has two days without any line, and quiet weeks in which cron goes on", () => {
    const missing = Array.from({length: 365}, (_, i) => dayOf(times[0]! + i * 86_400)).filter(
      (day) => !perDay.has(day)
    );
    assert.deepEqual(missing, ["2025-03-16", "2025-09-27"]);
    for (const day of ["2025-04-14", "2025-04-17", "2025-04-20"]) {
      assert.ok(sshdLines(day) < 100, `${day}: ${sshdLines(day)}`);
      assert.ok(perDay.get(day)!.filter((i) => lines[i]!.includes(" CRON[")).length >= 48);
    }
  });

  it("has bursts of five to ten times a usual day", () => {
    const usual = [...truth.days.values()].toSorted((a, b) => a - b)[180]!;
    const bursts = [...truth.days].filter(([, n]) => n > 3 * usual).map(([day]) => day);
    assert.ok(bursts.length >= 12 && bursts.length <= 26, bursts.join(" "));
    assert.ok(truth.days.get("2025-07-13")! > 5 * usual);
  });

  it("never gives a process id again within an hour", () => {
    const ports = new Map<string, {port: string; time: number}>();
    for (const [i, line] of lines.entries()) {
      const [, pid, port] = / sshd\[(\d+)\]: .* port (\d+)/.exec(line) ?? [];
      if (!pid || line.includes("listening")) continue;
      const last = ports.get(pid);
      assert.ok(!last || last.port === port || times[i]! - last.time > 3600, line);
      ports.set(pid, {port: port!, time: times[i]!});
    }
  });
});

describe("who knocks in the demo", () => {
  const top = [...truth.users].toSorted(([, a], [, b]) => b - a);

  it("tries root first, then the usual names, then a long tail", () => {
    assert.deepEqual(
      top.slice(0, 4).map(([name]) => name),
      ["root", "admin", "user", "test"]
    );
    for (const name of ["ubuntu", "pi", "oracle", "postgres", "git"]) {
      assert.ok(
        top.slice(0, 25).some(([other]) => other === name),
        name
      );
    }
    assert.ok(top.length > 3000, `${top.length} names`);
    assert.ok(top.filter(([, n]) => n <= 3).length > 500);
  });

  it("tries hostile names", () => {
    for (const name of hostileNames) assert.ok(truth.users.has(shown(name)), JSON.stringify(name));
  });

  it("follows fashions: some names come up in the course of the year", () => {
    const first = (name: string): string =>
      dayOf(times[lines.findIndex((line) => line.includes(`user ${name} from`))]!);
    assert.ok(first("deepseek") >= "2025-02-01");
    assert.ok(first("ollama") >= "2025-02-01");
    assert.ok(first("bitcoin") >= "2025-08-01");
    assert.ok(first("admin") < "2025-01-03");
  });

  it("comes from some 2,500 addresses, a few of IPv6, and one at home", () => {
    const addresses = [...truth.addresses.keys()];
    assert.ok(addresses.length > 2300, `${addresses.length} addresses`);
    assert.ok(addresses.filter((address) => address.includes(":")).length > 15);
    assert.deepEqual(
      addresses.filter((address) => address.startsWith("192.168.")),
      ["192.168.1.20"]
    );
    const busiest = [...truth.addresses.values()].toSorted((a, b) => b - a);
    assert.ok(busiest[0]! > 20 * busiest[Math.floor(busiest.length / 2)]!);
  });
});

describe("demoLog", () => {
  it("makes a part of the year, larger ones, and others by seed", () => {
    const span = {start: "2025-02-01", end: "2025-02-04"};
    const small = demoTruth(span);
    assert.deepEqual(demoTruth(span), small);
    assert.notDeepEqual(demoTruth({...span, seed: 2}).users, small.users);
    assert.ok(demoTruth({...span, scale: 10}).outcomes.failed > 5 * small.outcomes.failed);
    assert.ok([...small.days.keys()].every((day) => day >= "2025-02-01" && day < "2025-02-04"));
  });

  it("refuses what it cannot make", () => {
    for (const [options, message] of [
      [{scale: 0}, /invalid scale; not positive: 0/],
      [{scale: Number.NaN}, /invalid scale/],
      [{start: "2024-12-31"}, /invalid span; not in 2025/],
      [{start: "2025-05-01", end: "2025-05-01"}, /invalid span/],
      [{end: "tomorrow"}, /invalid date; not like 2025-03-16: tomorrow/]
    ] as const) {
      assert.throws(() => demoTruth(options), message);
    }
  });
});

describe("isDemo", () => {
  it("knows a demo log by any part of it", () => {
    assert.ok(isDemo(chunks[0]!));
    assert.ok(isDemo(chunks[0]!.subarray(0, 60)));
    assert.ok(isDemo(chunks.at(-1)!.subarray(0, 4096)));
  });

  it("takes nothing else for one", () => {
    const line = "Jan  1 00:00:03 pi sshd[1]: Invalid user demopi from 192.0.2.1 port 1\n";
    for (const text of ["", "\n", line, line.replace("pi", "demopiano"), `${demoHost} sshd[1]: x\n`]) {
      assert.equal(isDemo(Buffer.from(text)), false, text);
    }
    assert.equal(isDemo(Buffer.from(lines[0] + "\n" + line)), false);
    assert.equal(isDemo(gzipSync(chunks[0]!)), false);
  });
});
