import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {copyFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {openStore, reading, type Store} from "../../lib/store/database.ts";
import {exportStore} from "../../lib/store/exchange/export.ts";
import {importStore} from "../../lib/store/exchange/import.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {laidOut} from "../pi/built.ts";
import {everything} from "../store/news.ts";
import {schemaVersion} from "../../lib/store/schema.ts";
import {contentOf, failedWith, hashOf, madeUpLines} from "../store/run.ts";
import {emptied, hidden, ingestInto, meter, place, reads} from "./here.ts";
import {machine, noServer, program, type Machine} from "./sshd.ts";

const lines = madeUpLines(0.1, {start: "2025-01-01", end: "2026-01-01"});
/** Where its days begin. */
const days = lines.map((_, i) => i).filter((i) => i === 0 || lines[i]!.slice(0, 6) !== lines[i - 1]!.slice(0, 6));
const knockbook = noServer ? "" : await laidOut();

function changed(db: string, work: (store: Store) => unknown): void {
  const store = openStore(db);
  work(store);
  store.close();
}

/** Pulls, asserts that this goes well, and returns what is said. */
async function pulled(pi: Machine, db: string, args: readonly string[] = []): Promise<string> {
  const {code, out, err} = await pi.pull(["--db", db, ...args]);
  assert.deepEqual({code, err}, {code: 0, err: ""});
  await emptied(pi.tmp);
  return out;
}

/** Returns a database into which the whole one of a machine is imported, beside another one. */
async function imported(pi: Machine, db: string): Promise<string> {
  const [file, whole] = [`${db}.file`, `${db}.whole`];
  await exportStore(pi.db, file, {force: true});
  const machine = reading(
    db,
    (store) => store.prepare("SELECT value FROM meta WHERE key = 'machine:pi'").pluck().get() as string | undefined
  );
  importStore(whole, file, {machines: new Map(machine === undefined ? [] : [["pi", machine]])});
  return whole;
}

test("one new day in a year of log is a small part of the whole", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const [db, log] = [join(here, "a.sqlite"), join(here, "all.log")];
  const sent = meter(pi);
  await reads(pi, lines.slice(0, days.at(-1)));
  await pulled(pi, db);
  const first = sent();
  await reads(pi, lines);
  assert.match(await pulled(pi, db), /^pi: [\d\u202f]+ new lines, [^\n]+\n$/);
  const day = sent();

  const whole = await imported(pi, db);
  execFileSync("zstd", ["-q", `${db}.file`]);
  const copy = statSync(`${db}.file.zst`).size;
  t.diagnostic(
    `${days.length} days, ${lines.length} lines: a whole copy has ${copy} bytes, the first pull sent ${first}, one more day ${day} (${((100 * day) / copy).toFixed(2)} %)`
  );
  assert.ok(day < copy / 50 && first < copy, `${day} and ${first} of ${copy}`);

  assert.deepEqual(everything(db), everything(whole));
  writeFileSync(log, lines.join(""), "latin1");
  await ingestInto(join(here, "here.sqlite"), log);
  assert.deepEqual(contentOf(db), contentOf(join(here, "here.sqlite")));
});

test("a day in the middle that changes, and what is pruned there and here", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const [db, sent] = [join(here, "a.sqlite"), meter(pi)];
  const [from, to] = [days[180]!, days[182]!];
  await reads(pi, lines.slice(0, from), "auth.log.2");
  await reads(pi, lines.slice(to));
  const compare = async (out: string): Promise<number> => {
    assert.doesNotMatch(out, /whole/);
    assert.deepEqual(everything(db), everything(await imported(pi, db)));
    return sent();
  };
  const year = await compare(await pulled(pi, db));
  await reads(pi, lines.slice(from, to), "auth.log.1");
  assert.ok((await compare(await pulled(pi, db))) < year / 5, "two days, and the block they are in");

  changed(pi.db, (store) => prune(store, Date.UTC(2025, 2, 1) / 1000));
  assert.ok((await compare(await pulled(pi, db))) < year / 5);
  for (const one of [db, `${db}.whole`]) changed(one, (store) => prune(store, Date.UTC(2025, 4, 1) / 1000));
  await reads(pi, ["Dec 31 23:59:59 pi sshd[7]: Invalid user x from 192.0.2.9 port 4001\n"], "last.log");
  assert.ok((await compare(await pulled(pi, db))) < year / 20);
});

test("a database here that is deleted, or restored from a copy, gets what it lacks", {skip: noServer}, async (t) => {
  const here = place();
  const [pi, db] = [await machine(t, here, {knockbook}), join(here, "a.sqlite")];
  await reads(pi, lines.slice(0, days[20]));
  await pulled(pi, db);
  copyFileSync(db, `${db}.old`);
  await reads(pi, lines.slice(0, days[40]));
  await pulled(pi, db);
  const all = everything(db);
  copyFileSync(`${db}.old`, db);
  await pulled(pi, db);
  assert.deepEqual(everything(db), all);
  rmSync(db);
  await pulled(pi, db);
  assert.deepEqual(everything(db), all);
});

test("what does not add up is brought whole, in the same command", {skip: noServer}, async (t) => {
  const here = place();
  const [pi, db] = [await machine(t, here, {knockbook}), join(here, "a.sqlite")];
  await reads(pi, lines.slice(0, days[20]));
  await pulled(pi, db);
  changed(db, (store) => {
    store.exec(`DELETE FROM day WHERE id IN (SELECT id FROM day ORDER BY day LIMIT 5);
      DELETE FROM attempt WHERE day NOT IN (SELECT id FROM day); DELETE FROM total WHERE day NOT IN (SELECT id FROM day)`);
  });
  await reads(pi, lines.slice(0, days[21]));
  assert.match(
    await pulled(pi, db),
    /^pi: the whole database came, as what was new did not add up with what is here$/m
  );
  assert.equal(contentOf(db).digest, contentOf(pi.db).digest);
  await reads(pi, lines.slice(0, days[22]));
  assert.doesNotMatch(await pulled(pi, db), /whole/);
  assert.equal(contentOf(db).digest, contentOf(pi.db).digest);
  assert.match(
    await pulled(pi, db, ["--host", "garden"]),
    /^pi: the whole database came, as its hosts have got other names$/m
  );
  assert.deepEqual(hidden(here), []);
});

test("an older knockbook there sends all it has, and it is said", {skip: noServer}, async (t) => {
  const here = place();
  const [pi, db] = [await machine(t, here, {knockbook}), join(here, "a.sqlite")];
  const old = `case " $* " in *" --seen "*) echo "error: unknown option '--seen'" >&2; exit 2; esac`;
  program(pi, "knockbook", `${old}; exec ${join(knockbook, "bin/knockbook")} "$@"`);
  await reads(pi, lines.slice(0, days[20]));
  assert.doesNotMatch(await pulled(pi, db), /whole/, "the first time there is nothing else");
  await reads(pi, lines.slice(0, days[21]));
  assert.match(
    await pulled(pi, db),
    /^pi: the whole database came, as the knockbook there, or its database, is an older one$/m
  );
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  rmSync(join(pi.programs, "knockbook"));
  await reads(pi, lines.slice(0, days[22]));
  const sent = meter(pi);
  await pulled(pi, db);
  assert.ok(sent() < 5000, "once it is brought up to date, only what is new comes");
  assert.deepEqual(contentOf(db), contentOf(pi.db));
});

test("news of another schema, or damaged ones, change nothing", {skip: noServer}, async (t) => {
  const here = place();
  const [pi, db] = [await machine(t, here, {knockbook}), join(here, "a.sqlite")];
  await reads(pi, lines.slice(0, days[20]));
  await pulled(pi, db);
  await reads(pi, lines.slice(0, days[21]));
  const before = hashOf(db);
  const real = join(knockbook, "bin/knockbook");
  const edits: [string, RegExp][] = [
    [`s/^{"news":${schemaVersion}}/{"news":99}/`, /the copy from pi comes from a newer knockbook/],
    ["$d", /the copy from pi ends too early; pull again/],
    ['2s/.*/{"user":{"name":"x"}}/', /a line of the news is not of knockbook; pull again: user,name/],
    ["2s/.*/{/", /a line of the news is damaged; pull again/],
    ['2s/"base64":"..../"base64":"AAAA/', /the lines of a day are damaged/]
  ];
  const newer = `printf '\\0\\0\\0\\143' | dd of="$2" bs=1 seek=60 conv=notrunc status=none`;
  for (const [edit, wanted] of edits) {
    writeFileSync(join(pi.data, "edit"), edit);
    program(
      pi,
      "knockbook",
      `${real} "$@" || exit; case " $* " in *" --seen "*) sed -i -f ${join(pi.data, "edit")} "$2";; *) ${newer};; esac`
    );
    failedWith(await pi.pull(["--db", db]), wanted);
    assert.equal(hashOf(db), before);
    assert.deepEqual(hidden(here), []);
  }
});
