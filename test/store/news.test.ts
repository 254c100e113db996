import assert from "node:assert/strict";
import {copyFileSync, existsSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore, reading} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {folder, refused} from "./logs.ts";
import {bring, bringAll, everything} from "./news.ts";
import {contentOf, madeUpLines} from "./run.ts";
import {times} from "../scope.ts";

/** Eight weeks, so that days stand in blocks; with lines of sshd that nobody knows. */
const lines = madeUpLines(0.007, {start: "2025-01-27", end: "2025-03-24"}).flatMap((line, i) =>
  i % 100 === 0 ? [line, line.replace(/\]: .*/, "]: nobody knows \u2028 this")] : [line]
);

/** Where logs begin and end: few places, so that logs overlap and go on, and the first ones of days, mostly. */
const edges = ((): number[] => {
  const isNew = (i: number, length: number): boolean => lines[i]!.slice(0, length) !== lines[i - 1]!.slice(0, length);
  const places = lines.map((_, i) => i).slice(1);
  const seconds = places.filter((i) => isNew(i, 15) && lines[i - 1]!.includes(" sshd["));
  const days = seconds.filter((i) => isNew(i, 6));
  const some = (all: number[], n: number): number[] => all.filter((_, i) => i % Math.floor(all.length / n) === 0);
  return [...new Set([0, ...some(days, 8), ...some(seconds, 3), lines.length])].toSorted((a, b) => a - b);
})();

type Span = readonly [from: number, to: number];

const pis = ["pi", "nas"] as const;

/** What can happen between two machines and a laptop. */
type Step =
  | {
      readonly what: "read";
      readonly pi: 0 | 1;
      readonly span: Span;
      readonly form: Form;
    }
  | {readonly what: "pull"; readonly pi: 0 | 1}
  | {readonly what: "prune there"; readonly pi: 0 | 1; readonly day: number}
  | {readonly what: "prune here"; readonly day: number}
  | {readonly what: "read here"; readonly pi: 0 | 1; readonly span: Span}
  | {readonly what: "back up" | "restore" | "delete"}
  | {readonly what: "replace"; readonly pi: 0 | 1};

const pi = fc.constantFrom(0 as const, 1 as const);
const day = fc.integer({min: 0, max: 56});
const span = fc
  .uniqueArray(fc.constantFrom(...edges), {minLength: 2, maxLength: 2})
  .map((two) => two.toSorted((a, b) => a - b) as [from: number, to: number]);
const reads = fc.record({
  what: fc.constant("read" as const),
  pi,
  span,
  form: fc.constantFrom<Form>("log", "gz", "open")
});
const pulls = fc.record({what: fc.constant("pull" as const), pi});
const rarer: fc.Arbitrary<Step> = fc.oneof(
  fc.record({what: fc.constant("prune there" as const), pi, day}),
  fc.record({what: fc.constant("prune here" as const), day}),
  fc.record({what: fc.constant("read here" as const), pi, span}),
  fc.record({what: fc.constantFrom("back up" as const, "restore" as const, "delete" as const)}),
  fc.record({what: fc.constant("replace" as const), pi})
);

type Form = "log" | "gz" | "open";

/** Reads lines as a log into a database. */
async function read(db: string, log: string, {span, pi, form}: {span: Span; pi: 0 | 1; form: Form}): Promise<void> {
  const text = lines.slice(...span).join("");
  return readText(db, log, {text: text.replaceAll(" pi ", ` ${pis[pi]} `), form});
}

/** Reads a text as a log into a database; the last line of an open one has no end, and is taken. */
async function readText(db: string, log: string, {text, form}: {text: string; form: Form}): Promise<void> {
  const bytes = Buffer.from(form === "open" ? text.trimEnd() : text);
  writeFileSync(log, form === "gz" ? gzipSync(bytes) : bytes);
  const store = openStore(db);
  const source = await openSource(log);
  await ingest(store, form === "open" ? {...source, isSettled: async () => true} : source, {year: 2025, zone: "UTC"});
  store.close();
}

function pruned(db: string, day: number): void {
  if (!existsSync(db)) return;
  const store = openStore(db);
  prune(store, Date.UTC(2025, 0, 27 + day) / 1000);
  store.close();
}

/**
 * Lets a history happen, with one laptop that brings news and one that brings the whole, and compares them at each
 * pull.
 */
async function happen(here: string, steps: readonly Step[]): Promise<{news: string; fallbacks: number}> {
  const [news, whole] = [join(here, "news.sqlite"), join(here, "whole.sqlite")];
  const machines = pis.map((name) => join(here, `${name}.sqlite`));
  for (const path of [news, whole, ...machines, `${news}.old`, `${whole}.old`]) rmSync(path, {force: true});
  let fallbacks = 0;
  for (const [i, step] of steps.entries()) {
    if (step.what === "read") await read(machines[step.pi]!, join(here, `${step.span[0]}-${step.pi}.log`), step);
    if (step.what === "read here")
      for (const db of [news, whole]) await read(db, join(here, `${i}-here.log`), {...step, form: "log"});
    if (step.what === "prune there") pruned(machines[step.pi]!, step.day);
    if (step.what === "prune here") for (const db of [news, whole]) pruned(db, step.day);
    if (step.what === "replace") rmSync(machines[step.pi]!, {force: true});
    for (const db of [news, whole]) {
      if (step.what === "back up" && existsSync(db)) copyFileSync(db, `${db}.old`);
      if (step.what === "restore" && existsSync(`${db}.old`)) copyFileSync(`${db}.old`, db);
      if (step.what === "delete") rmSync(db, {force: true});
    }
    if (step.what !== "pull" || !existsSync(machines[step.pi]!)) continue;
    await bringAll(whole, machines[step.pi]!);
    const {imported} = await bring(news, machines[step.pi]!);
    if (imported === null) {
      const before = floorsOf(news);
      await bringAll(news, machines[step.pi]!);
      const isLowered = Object.entries(floorsOf(news)).some(([host, floor]) => floor < before[host]!);
      if (!isLowered) fallbacks += 1; // what is taken in again may be among what was seen, and left out
    }
    assert.deepEqual(everything(news), everything(whole), `step ${i}`);
    contentOf(news);
  }
  return {news, fallbacks};
}

function floorsOf(db: string): Readonly<Record<string, number>> {
  const rows = reading(db, (store) => store.prepare("SELECT name, floor FROM host").raw().all());
  return Object.fromEntries(rows as [string, number][]);
}

test("a machine that was pruned and is replaced by one that keeps more comes whole", async (t) => {
  const here = folder(t);
  const [from, to] = [edges[0]!, edges[1]!];
  const steps: Step[] = [
    {what: "read", pi: 0, span: [from, lines.length], form: "log"},
    {what: "prune there", pi: 0, day: 1},
    {what: "pull", pi: 0},
    {what: "replace", pi: 0},
    {what: "read", pi: 0, span: [from, to], form: "log"},
    {what: "pull", pi: 0}
  ];
  const {news, fallbacks} = await happen(here, steps);
  assert.equal(fallbacks, 0);
  assert.deepEqual(floorsOf(news), {pi: 0});
});

test("news bring what the whole database would, whatever happened", async (t) => {
  const here = folder(t);
  const history = fc.array(
    fc.oneof({arbitrary: reads, weight: 4}, {arbitrary: pulls, weight: 4}, {arbitrary: rarer, weight: 2}),
    {
      minLength: 6,
      maxLength: 24
    }
  );
  let fallbacks = 0;
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      fallbacks += (await happen(here, steps as Step[])).fallbacks;
    }),
    {seed: Number(process.env.NEWS_SEED ?? 7), numRuns: Number(process.env.NEWS_RUNS ?? times(20))}
  );
  assert.equal(fallbacks, 0, "what is new adds up, unless more is taken in than before");
});

test("a last line without an end stays when its log goes on the day after", async (t) => {
  const here = folder(t);
  const [news, whole, machine] = ["news", "whole", "pi"].map((name) => join(here, `${name}.sqlite`)) as Three;
  const first = refused.trimEnd();
  for (const text of [first, `${first}\n${refused.replaceAll("Mar  1", "Mar  2").replaceAll("[41]", "[42]")}`]) {
    await readText(machine, join(here, "auth.log"), {text, form: text === first ? "open" : "log"});
    await bringAll(whole, machine);
    assert.ok((await bring(news, machine)).imported);
    assert.deepEqual(everything(news), everything(whole));
    assert.deepEqual(contentOf(news), contentOf(machine));
  }
});

type Three = [string, string, string];
