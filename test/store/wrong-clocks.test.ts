import assert from "node:assert/strict";
import {mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {createClock, type ClockOptions, type ClockState} from "../../lib/log/line/clock.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {findSources} from "../../lib/log/source/find.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {datesOfSet} from "../../lib/store/ingest/set-dates.ts";
import {times} from "../scope.ts";
import {between, linesOf, randomOf, type Line} from "./wrong-clocks.ts";

const daySeconds = 86_400;

/** How a log becomes files, and when they are read. */
interface Plan {
  readonly seed: number;
  /** How rotated files are named; one file is not rotated. */
  readonly rotation: "one" | "numbers" | "dates";
  /** Whether files keep their time of change; else all have that of a copy. */
  readonly keeps: boolean;
  /** Whether --year is given, and nothing is told by the time of change. */
  readonly given: boolean;
  readonly runs: number;
}

/** A folder with a log as it is when it is read. */
interface Stage {
  readonly folder: string;
  readonly lines: readonly Line[];
  /** Indexes of lines with which a new file begins. */
  readonly cuts: readonly number[];
}

/** Writes the files of a log into a folder in place of those that are there. */
function write({folder, lines, cuts}: Stage, {rotation, keeps, given, seed}: Plan): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const random = randomOf(seed + lines.length);
  const starts = [0, ...cuts.filter((cut) => cut < lines.length)];
  const copied = lines.at(-1)!.written + between(random, 0, 100) * daySeconds;
  for (const [i, start] of starts.entries()) {
    const part = lines.slice(start, starts[i + 1]);
    const last = part.at(-1)!.written;
    const number = starts.length - 1 - i;
    const day = new Date((last + between(randomOf(seed + start), 0, 1) * daySeconds) * 1000).toISOString().slice(0, 10);
    const name = number === 0 ? "" : rotation === "dates" ? `-${day.replaceAll("-", "")}` : `.${number}`;
    const isPacked = number > 1;
    const text = part.map((line) => line.text).join("");
    const path = join(folder, `auth.log${name}${isPacked ? ".gz" : ""}`);
    writeFileSync(path, isPacked ? gzipSync(text, {level: 1}) : text);
    const changed = given ? Date.now() / 1000 : keeps ? last + 30 : copied;
    utimesSync(path, changed, changed);
  }
}

async function readAll(store: Store, folder: string, year: number | undefined): Promise<void> {
  const {sets} = await findSources([folder]);
  for (const names of sets) {
    const set = await Promise.all(names.map(openSource));
    const dates = await datesOfSet(store, set, {zone: "UTC", year});
    for (const source of set) await ingest(store, source, {zone: "UTC", year, dates: dates.get(source)});
  }
}

/** Whether the years of a log are known: nobody can tell a wrong clock that is not set right yet. */
function isKnown(lines: readonly Line[], {keeps, given}: Plan): boolean {
  const last = new Map(lines.map((line) => [line.host, line]));
  return [...last.values()].every(({isRight, isUndecided}) => isRight || (keeps && !given && !isUndecided));
}

/** Returns the start of a log up to a line, without the last ones if nobody can tell their years yet. */
function knownUpTo(lines: readonly Line[], end: number, plan: Plan): readonly Line[] {
  for (let length = end; length > 0; length -= 1) {
    const known = lines.slice(0, length);
    if (isKnown(known, plan)) return known;
  }
  return [];
}

function cutsOf({length}: readonly Line[], {seed, rotation, runs}: Plan): {cuts: number[]; ends: number[]} {
  const random = randomOf(seed ^ 0x5eed);
  const some = (n: number): number[] =>
    Array.from({length: n}, () => between(random, 1, length - 1)).toSorted((a, b) => a - b);
  const files = rotation === "one" ? 0 : between(random, 1, 5);
  return {cuts: [...new Set(some(files))], ends: [...new Set([...some(runs - 1), length])]};
}

/** Returns the lines of a log with attempts that a database dates otherwise than they were. */
function misdated(store: Store, lines: readonly Line[]): string[] {
  const rows = store.prepare("SELECT time, port FROM attempts").all() as {time: string; port: number}[];
  const byPort = new Map(rows.map(({time, port}) => [port, Date.parse(time) / 1000]));
  return lines.flatMap(({text, times: possible, port}) => {
    if (!possible) return [];
    const time = byPort.get(port);
    return time !== undefined && possible.includes(time)
      ? []
      : [`${time && new Date(time * 1000).toISOString()} of ${text}`];
  });
}

const plans = fc.record<Plan>({
  seed: fc.nat(1e9),
  rotation: fc.constantFrom("one", "numbers", "dates"),
  keeps: fc.boolean(),
  given: fc.constantFrom(false, false, true),
  runs: fc.constantFrom(1, 2, 3)
});

test("no attempt is dated in another year than it was, however a log is split, rotated, copied and read", async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const folder = mkdtempSync(join(tmpdir(), "knockbook-"));
      const store = openStore(":memory:");
      try {
        const whole = linesOf(plan.seed);
        const lines = knownUpTo(whole, whole.length, plan);
        const {cuts, ends} = cutsOf(lines, plan);
        const year = plan.given ? new Date(lines[0]!.written * 1000).getUTCFullYear() : undefined;
        for (const end of ends) {
          const part = knownUpTo(lines, end, plan);
          if (part.length === 0) continue;
          write({folder, lines: part, cuts}, plan);
          await readAll(store, folder, year);
        }
        assert.deepEqual(misdated(store, lines), []);
      } finally {
        store.close();
        rmSync(folder, {recursive: true});
      }
    }),
    {seed: 2, numRuns: times(50)}
  );
});

/** Returns the times that a clock gives to lines, once all of them say which years they have. */
function timesOf(lines: readonly Line[], options: ClockOptions): (number | null)[] {
  const clock = createClock(options);
  const given = lines.map(({stamp, host}) => clock.classic(stamp, host));
  const years = clock.years();
  return years?.differ ? timesOf(lines, {...options, years: years.files[0]}) : given;
}

test("a clock dates no attempt in another year than it was", () => {
  fc.assert(
    fc.property(plans, ({runs, rotation, ...plan}) => {
      const whole = linesOf(plan.seed);
      const lines = knownUpTo(whole, whole.length, {...plan, runs, rotation});
      const last = lines.at(-1)!.written;
      const newest = plan.keeps && !plan.given ? last : last + between(randomOf(plan.seed), 0, 100) * daySeconds;
      const year = plan.given ? new Date(lines[0]!.written * 1000).getUTCFullYear() : undefined;
      const given = timesOf(lines, {newest, year});
      const wrong = lines.filter(({times: possible}, i) => possible && !possible.includes(given[i]!));
      assert.deepEqual(wrong, []);
    }),
    {seed: 2, numRuns: times(1000)}
  );
});

/** Returns the times of a part of a log, read once its time of change is known, and the state behind it. */
function partOf(
  lines: readonly Line[],
  options: Pick<ClockOptions, "state" | "years"> = {}
): {times: (number | null)[]; state: ClockState} {
  const clock = createClock({...options, newest: lines.at(-1)!.written + 30, endsAtNewest: true});
  const given = lines.map(({stamp, host}) => clock.classic(stamp, host));
  const years = clock.years();
  if (years?.differ) return partOf(lines, {...options, years: years.files[0]});
  return {times: given, state: JSON.parse(JSON.stringify(clock.save())) as ClockState};
}

test("two runs over a log date what a right clock wrote as one does, wherever the first one ends", () => {
  const plan = {keeps: true, given: false, seed: 0, runs: 2, rotation: "one"} as const;
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (seed, at) => {
      const whole = linesOf(seed);
      const lines = knownUpTo(whole, whole.length, plan);
      const cut = 1 + (at % (lines.length - 1));
      const first = partOf(lines.slice(0, cut));
      const times = [...first.times, ...partOf(lines.slice(cut), {state: first.state}).times];
      const once = partOf(lines).times;
      assert.deepEqual(
        lines.filter(({isRight}, i) => isRight && times[i] !== once[i]),
        []
      );
    }),
    {seed: 2, numRuns: times(500)}
  );
});
