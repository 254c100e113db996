import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import fc from "fast-check";
import {openLog} from "../../lib/ask/open.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {isPlausible, plausiblePart, plausibleTimes} from "../../lib/log/event/plausible.ts";
import {periodOf} from "../../lib/report/compare/period.ts";
import type {Store} from "../../lib/store/database.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {importStore} from "../../lib/store/exchange/import.ts";
import {ingest, type IngestOptions, type IngestResult} from "../../lib/store/ingest/ingest.ts";
import {readAbout, readLedger} from "../../lib/store/status/about.ts";
import {readSummary} from "../../lib/store/status/summary.ts";
import {contentDigest} from "./digest.ts";
import {emptyStore, folder} from "./logs.ts";

const now = Math.floor(Date.now() / 1000);
const day = 86_400;
const at = (text: string): number => Date.parse(text) / 1000;

const stamps: readonly (readonly [what: string, time: number, isPlausible: boolean])[] = [
  ["of 1970", 20, false],
  ["of the very beginning", 0, false],
  ["of a clock reset to 1980", at("1980-01-01T00:00:10Z"), false],
  ["of the last second of 1994", at("1994-12-31T23:59:59Z"), false],
  ["of the first second of 1995", at("1995-01-01T00:00:00Z"), true],
  ["of an hour ago", now - 3600, true],
  ["of 23 hours from now", now + 23 * 3600, true],
  ["of 25 hours from now", now + 25 * 3600, false],
  ["of the end of 32-bit clocks", at("2038-01-19T03:14:07Z"), false],
  ["of 9999", at("9999-12-30T23:59:59Z"), false]
];

const iso = (time: number): string => new Date(time * 1000).toISOString().replace(".000", "");

interface Knock {
  readonly time: number;
  readonly port: number;
}

const said = ({port}: Knock): string => `Failed password for root from 192.0.2.1 port ${port} ssh2`;

/** The forms of logs whose stamps can be of any time; classic stamps have no year. */
const forms: Readonly<Record<string, (knock: Knock) => string>> = {
  "an ISO stamp": (knock) => `${iso(knock.time)} pi sshd[${knock.port}]: ${said(knock)}`,
  "RFC 5424": (knock) => `<38>1 ${iso(knock.time)} pi sshd ${knock.port} - - ${said(knock)}`,
  "a journal as JSON": (knock) =>
    JSON.stringify({
      __CURSOR: `s=1;i=${knock.port}`,
      __REALTIME_TIMESTAMP: String(knock.time * 1e6),
      _HOSTNAME: "pi",
      _PID: String(knock.port),
      SYSLOG_IDENTIFIER: "sshd",
      MESSAGE: said(knock)
    })
};

async function read(store: Store, path: string, text: string, options: IngestOptions = {}): Promise<IngestResult> {
  writeFileSync(path, text);
  return ingest(store, await openSource(path), {zone: "UTC", ...options});
}

type PortTime = [port: number, time: string | null];

const timesOf = (store: Store): PortTime[] =>
  store.prepare("SELECT port, time FROM attempts ORDER BY port").raw().all() as PortTime[];

/** Asserts that the ledger adds up and that all of its counts can be. */
function checkLedger(store: Store): void {
  const {read, ...kinds} = readLedger(store);
  const counts = Object.values(kinds);
  assert.equal(
    read,
    counts.reduce((sum, n) => sum + n, 0),
    JSON.stringify({read, ...kinds})
  );
  assert.ok(
    counts.every((n) => n >= 0),
    JSON.stringify(kinds)
  );
}

for (const [what, time, isGood] of stamps)
  test(`${isPlausible(time, plausibleTimes(now)) ? "plausible" : "implausible"} is a time ${what}`, () =>
    assert.equal(isPlausible(time, plausibleTimes(now)), isGood));

test("a machine whose own clock is wrong does not judge what is to come", () => {
  assert.equal(isPlausible(now, plausibleTimes(20)), true);
  assert.equal(isPlausible(20, plausibleTimes(20)), false);
});

test("of a span that a clock told, the end is left that can be", () => {
  const times = plausibleTimes(now);
  const whole = {from: now - 60, to: now};
  assert.deepEqual(plausiblePart(whole, times), whole);
  assert.deepEqual(plausiblePart({from: 20, to: now}, times), {from: now, to: now});
  assert.deepEqual(plausiblePart({from: now, to: at("9999-01-01T00:00:00Z")}, times), {from: now, to: now});
  assert.equal(plausiblePart({from: 20, to: 30}, times), null);
});

for (const [form, line] of Object.entries(forms))
  for (const [what, time, isGood] of stamps)
    test(`a line ${what} in ${form}: ${isGood ? "as any other" : "counted, and in no span"}`, async (t) => {
      const here = folder(t);
      const store = emptyStore(t, join(here, "a.sqlite"));
      const usual = {time: now - 2 * day, port: 1};
      const text = `${[usual, {time, port: 2}].map(line).join("\n")}\n`;
      const {misdated} = await read(store, join(here, "auth.log"), text);
      assert.deepEqual(misdated, isGood ? [] : [{host: "pi", lines: 1, from: time, to: time}]);
      const wanted = [
        [1, iso(usual.time)],
        [2, isGood ? iso(time) : null]
      ];
      assert.deepEqual(timesOf(store), wanted);
      checkLedger(store);

      const {span, coverage} = readAbout(store);
      const spanned = isGood ? [usual.time, time].toSorted((a, b) => a - b) : [usual.time, usual.time];
      assert.deepEqual([span!.from, span!.to], spanned);
      if (!isGood) assert.equal(coverage.length, 1);
      const [{attempts, attempted, misdated: told, gaps, log}] = readSummary(store).hosts as [
        ReturnType<typeof readSummary>["hosts"][number]
      ];
      assert.equal(attempts.failed, 2);
      assert.deepEqual([attempted!.from, attempted!.to, log!.to], [...spanned, spanned[1]]);
      if (!isGood) assert.deepEqual(gaps, []);
      const midnight = Math.floor(time / day) * day;
      assert.deepEqual(told, isGood ? [] : [{lines: 1, from: midnight, to: midnight}]);

      const {to} = periodOf({since: "30d"}, {span, zone: "UTC"})!;
      assert.equal(to, Math.floor(spanned[1]! / day) * day + day, "--since counts back from the last plausible day");
      const part = (await openLog(store.name, {conditions: null})).where({time: {from: 0, to: 1000 * to}});
      const [counted] = await part.tally<{attempts: number}>([]);
      assert.equal(counted!.attempts, isGood ? 2 : 1, "attempts without a time are in no period");

      const other = line({time: usual.time, port: 3}).replace("sshd", "cron");
      const again = await read(store, join(here, "copy.log"), `${other}\n${text}`);
      assert.equal(again.lines, 3);
      assert.equal(readLedger(store).seen, 2, "a copy counts nothing again");

      const laptop = emptyStore(t, join(here, "b.sqlite"));
      for (let i = 0; i < 2; i += 1) importStore(laptop.name, store.name);
      assert.deepEqual(timesOf(laptop), wanted);
      assert.equal(contentDigest(laptop), contentDigest(store));
      assert.deepEqual(readSummary(laptop).hosts[0]!.misdated, told);
      assert.deepEqual(readAbout(laptop).span, span);

      prune(store, Math.floor(usual.time / day) * day);
      const isOld = isGood && time < usual.time - day;
      assert.deepEqual(timesOf(store), isOld ? wanted.slice(0, 1) : wanted, "prune minds no clock that was wrong");
      checkLedger(store);
      const third = await read(store, join(here, "third.log"), `${other}\n${other}\n${text}`);
      assert.equal(third.changed, true);
      assert.deepEqual(timesOf(store), isOld ? wanted.slice(0, 1) : wanted, "nothing comes back");
      assert.equal(readLedger(store).pruned, isOld ? 2 : 0, "the floor leaves out no line of such a clock");
      checkLedger(store);
      importStore(store.name, laptop.name);
      assert.deepEqual(timesOf(store), isOld ? wanted.slice(0, 1) : wanted);
    });

const isoLine = forms["an ISO stamp"]!;

/** Returns lines of several times in ISO stamps, a port each. */
function lines(...times: number[]): string {
  return times.map((time, i) => `${isoLine({time, port: i + 1})}\n`).join("");
}

test("a time that has become plausible is put right by the next new line of its host", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  const before = now - 10 * day;
  const text = lines(before, before + 2 * day, before + 5 * day);
  const first = await read(store, log, text, {now: before});
  assert.deepEqual(first.misdated, [{host: "pi", lines: 2, from: before + 2 * day, to: before + 5 * day}]);
  assert.deepEqual(
    timesOf(store).map(([, time]) => time),
    [iso(before), null, null]
  );
  await read(store, log, text + lines(before + 60).replace("port 1 ", "port 9 "), {now: before + day});
  assert.deepEqual(
    timesOf(store).map(([, time]) => time),
    [iso(before), iso(before + 2 * day), null, iso(before + 60)],
    "one of two"
  );
  const more = lines(before + 60, before + 120)
    .replace("port 1 ", "port 9 ")
    .replace("port 2 ", "port 10 ");
  await read(store, log, text + more, {now});
  assert.ok(timesOf(store).every(([, time]) => time !== null));
  assert.deepEqual(readSummary(store).hosts[0]!.misdated, []);
  checkLedger(store);
});

test("a connection across midnight counts once before its days are plausible, and once they are", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  const midnight = Math.floor((now - 5 * day) / day) * day;
  const text = `${iso(midnight - 1)} pi sshd[7]: Invalid user a from 192.0.2.1 port 7
${iso(midnight + 1)} pi sshd[7]: Failed password for invalid user a from 192.0.2.1 port 7 ssh2\n`;
  // in between its days are of two chains, and it is two connections
  const runs = [midnight - 4 * day, midnight - 2 * day, midnight - day + 60, midnight, now];
  for (const [i, at] of runs.entries()) {
    const usual = Array.from({length: i + 1}, (_, n) => isoLine({time: midnight - 20 * day + n, port: 100 + n}));
    await read(store, log, `${text}${usual.join("\n")}\n`, {now: at});
    const {failed, abandoned} = readSummary(store).hosts[0]!.attempts;
    assert.deepEqual([failed, abandoned], [i + 2, i === 1 ? 1 : 0], `run ${i}`);
    checkLedger(store);
  }
  assert.ok(timesOf(store).every(([, time]) => time !== null));
});

test("a day in the far future costs nothing: others are derived as if it were not there", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  const far = Array.from({length: 5}, (_, i) => at("9990-01-01T00:00:00Z") + i * day);
  let text = lines(now - 9 * day, ...far, 20, 30);
  await read(store, log, text);
  const ids = (): unknown[] => store.prepare("SELECT id FROM attempt WHERE time IS NULL ORDER BY id").pluck().all();
  const before = ids();
  for (let i = 8; i > 3; i -= 1) {
    text += `${isoLine({time: now - i * day, port: 100 + i})}\n`;
    await read(store, log, text);
    assert.deepEqual(ids().slice(0, -1), before.slice(0, -1), "their rows stay; but for what is open at their end");
  }
  assert.equal(timesOf(store).length, 8 + 5);
});

test("stray stamps in any number and order change nothing of the others", async (t) => {
  const wild = fc.oneof(
    fc.integer({min: -1e9, max: at("1994-12-31T00:00:00Z")}),
    fc.integer({min: now + 3 * day, max: at("9999-12-30T00:00:00Z")})
  );
  const usual = fc.integer({min: now - 30 * day, max: now});
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(wild, usual), {minLength: 1, maxLength: 40}), async (times) => {
      const [whole, split, alone] = [emptyStore(t), emptyStore(t), emptyStore(t)];
      const here = folder(t);
      const good = times.filter((time) => isPlausible(time, plausibleTimes(now)));
      const log = join(here, "auth.log");
      await read(whole, log, lines(...times));
      const all = lines(...times).split(/(?<=\n)/);
      for (const end of [all.length >> 1, all.length]) await read(split, log, all.slice(0, end).join(""));
      await read(alone, join(here, "alone.log"), lines(...good));
      assert.equal(contentDigest(whole), contentDigest(split));
      assert.deepEqual(readAbout(whole).coverage, readAbout(alone).coverage);
      const timed = (store: Store): unknown =>
        store.prepare("SELECT time FROM attempts WHERE time IS NOT NULL ORDER BY 1").pluck().all();
      assert.deepEqual(timed(whole), timed(alone));
      assert.equal(timesOf(whole).length, times.length);
      for (const store of [whole, split]) checkLedger(store);
    }),
    {seed: 1, numRuns: 25}
  );
});

test("lines without a time are of no clock: prune takes them as the oldest, beside lines of 1970", async (t) => {
  const here = folder(t);
  const store = emptyStore(t);
  const untimed = "sshd[7]: Failed password for root from 192.0.2.1 port 7 ssh2\n";
  await read(store, join(here, "auth.log"), untimed + lines(now - 9 * day));
  assert.deepEqual(
    readSummary(store)
      .hosts.map(({misdated}) => misdated)
      .flat(),
    []
  );
  prune(store, now - (now % day) - 20 * day);
  assert.deepEqual(timesOf(store), [[1, iso(now - 9 * day)]]);
  checkLedger(store);
});
