import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {dictionaries} from "../../lib/analysis/name-lists.ts";
import {steps} from "../../lib/analysis/steps.ts";
import {suspects} from "../../lib/analysis/suspects.ts";
import {masked} from "../../lib/analysis/suspicion.ts";
import {createRandom} from "../../lib/demo/random.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {database} from "../ask/attempts.ts";
import {demoDatabase, noRealLogs, realDatabase, type Both} from "./databases.ts";
import type {Dictionary, Step} from "../../lib/rows/name-lists.ts";
import type {Suspect} from "../../lib/rows/suspects.ts";

// What is said of names against a plain and slow computation in Python, which shares no code with it.

interface Reference {
  readonly suspects: readonly Suspect[];
  readonly compared: number;
  readonly dictionaries: readonly Dated[];
  readonly steps: readonly Step[];
}

/** A dictionary with its moments as the database has them. */
type Dated = Omit<Dictionary, "first" | "last"> & {readonly first: string; readonly last: string};

const project = join(import.meta.dirname, "../..");

async function same({log, path}: {log: Log; path: string}): Promise<Reference> {
  const script = join(import.meta.dirname, "names_reference.py");
  const printed = execFileSync(join(project, ".venv/bin/python"), ["-I", script, path], {maxBuffer: 1e9});
  const reference = JSON.parse(printed.toString()) as Reference;
  assert.deepEqual(await suspects(log, {reveal: true}), reference.suspects);
  assert.deepEqual(await suspects(log), reference.suspects.map(hidden));
  const found = await dictionaries(log);
  assert.equal(found.compared, reference.compared);
  assert.deepEqual(found.dictionaries.map(dated), reference.dictionaries);
  assert.deepEqual(await steps(log, {members: found.dictionaries[0]?.members ?? []}), reference.steps);
  return reference;
}

const hidden = (suspect: Suspect): Suspect => ({...suspect, user: masked(suspect.user)});
const dated = (one: Dictionary): Dated => ({...one, first: iso(one.first), last: iso(one.last)});
const iso = (ms: number): string => new Date(ms).toISOString().replace(".000", "");

const logs: Readonly<Record<string, (t: TestContext) => Promise<Both>>> = {
  "the made-up log": (t) => demoDatabase(t, {}),
  "a real log with passwords for names": (t) => realDatabase(t, "elastic_examples_auth.log", 2017),
  "a real log with lists of names": (t) => realDatabase(t, "gtkcyber_secrepo_auth.log", 2014)
};

for (const [name, open] of Object.entries(logs))
  test(`names are Python's: ${name}`, {skip: name !== "the made-up log" && noRealLogs}, async (t) => {
    const {suspects, dictionaries, steps} = await same(await open(t));
    t.diagnostic(`${suspects.length} suspects, ${dictionaries.length} dictionaries, ${steps.length} steps`);
    assert.ok(suspects.length > 0);
    assert.ok(name.includes("passwords") || (dictionaries.length > 1 && steps.length > 10));
  });

const pieces =
  "a B é Ж ñ 中 ½ ٣ 1 12 345 2024 f f00d DEAD c0de deadbeef12345678 @ @b.de @müller.example . - _ ! $ # & ( < 😀 \u200b pass P@$$ w0rd wort wd passw qwert 1qaz zxcvb root x";

test("made-up names are suspect to both for the same reason", async (t) => {
  const [random, parts] = [createRandom(9), pieces.split(" ")];
  const name = (): string => Array.from({length: 1 + random.below(6)}, () => random.pick(parts)).join("");
  const users = Array.from({length: 5_000}, name);
  const path = database(
    t,
    users.map((user, i) => ({
      user,
      known: i % 50 === 0 ? 1 : 0,
      address: `192.0.2.${i % 20}`,
      time: 174e7 + i,
      times: 1 + (i % 3),
      outcome: i % 700 === 0 ? "accepted" : "failed"
    }))
  );
  const found = (await same({log: openPolarsLog(path), path})).suspects;
  const count = Map.groupBy(found, ({suspicion}) => suspicion);
  assert.equal(count.size, 6, "each rule applies to some name");
  assert.ok(found.some(({loggedIn}) => loggedIn) && found.some(({loggedIn}) => !loggedIn));
});
