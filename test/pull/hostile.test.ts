import assert from "node:assert/strict";
import {appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import {before, test} from "node:test";
import {gzipSync, zstdCompressSync} from "node:zlib";
import {pull} from "../../lib/pull/pull.ts";
import {openStore} from "../../lib/store/database.ts";
import {exportNews} from "../../lib/store/exchange/news.ts";
import {readNews} from "../../lib/store/exchange/read-news.ts";
import {abandoned, ingestText, refused} from "../store/logs.ts";
import {contentOf, failedWith, hashOf, run} from "../store/run.ts";
import {hidden, place} from "./here.ts";
import {stride} from "../scope.ts";

const here = place();
const [db, bytes] = [join(here, "a.sqlite"), join(here, "bytes")];
const path = `${here}${delimiter}${process.env.PATH}`;
let [news, content]: [string[], unknown] = [[], null];

before(async () => {
  writeFileSync(join(here, "ssh"), `#!/bin/sh\ncat >/dev/null\ncat ${bytes}\n`);
  chmodSync(join(here, "ssh"), 0o755);
  process.env.PATH = path;
  const pi = join(place(), "pi.sqlite");
  const store = openStore(pi);
  await ingestText(store, `${pi}.log`, refused + abandoned);
  store.close();
  await exportNews(pi, `${pi}.news`, {seen: []});
  news = readFileSync(`${pi}.news`, "utf8").split(/(?<=\n)/);
  content = contentOf(pi);
});

const digest = "d".repeat(64);
const answer = (bytes: number, {form = "gzip", from = 0} = {}): string =>
  `knockbook-pull ${digest} ${form} ${bytes} ${from} ${"1".repeat(32)} pi\n`;

/** Lets the other machine send a text as its copy. */
function sends(text: string): void {
  writeFileSync(bytes, Buffer.concat([Buffer.from(answer(Buffer.byteLength(text))), gzipSync(text)]));
}

/** Asserts that a pull fails with one line. */
async function refuses(wanted: RegExp, what: string): Promise<void> {
  const unchanged = hashOf(db);
  await assert.rejects(
    pull(db, "pi"),
    (error: Error) => {
      assert.match(error.message, /^[^\n]+$/, what);
      assert.match(error.message, wanted, what);
      assert.ok(!/\/|SQLITE|undefined/.test(error.message), `${what}: ${error.message}`);
      return true;
    },
    what
  );
  assert.equal(hashOf(db), unchanged, what);
  assert.deepEqual(hidden(here), [], what);
}

type Row = Record<string, unknown>;

/** Returns the news with the first row of a table changed; null: it is left out. */
function edited(table: string, edit: (row: Row) => Row | null): string {
  const at = news.findIndex((line) => line.startsWith(`{"${table}"`));
  const row = edit((JSON.parse(news[at]!) as Record<string, Row>)[table]!);
  return news.with(at, row === null ? "" : `${JSON.stringify({[table]: row})}\n`).join("");
}

const set = (table: string, values: Row): string => edited(table, (row) => ({...row, ...values}));
const line = (text: string): string => news.with(1, `${text}\n`).join("");
const packed = (text: string | Buffer): Row => ({lines: {base64: zstdCompressSync(text).toString("base64")}});

test("news that lie change nothing", async () => {
  const lies: string[] = [
    ...["null", "{}", "[]", "7", '"x"', '{"day":5}', '{"day":null}', '{"day":{}}', '{"day":[1]}', "\u0000", ""].map(
      line
    ),
    ...['{"__proto__":{"id":1}}', '{"day":{"__proto__":1,"constructor":2}}', '{"user":{"name":"x"}}'].map(line),
    ...['{"sqlite_schema":{"name":"x"}}', '{"day":{"id) SELECT 1; --":1}}', '{"end":5}', '{"end":null}'].map(line),
    ...['{"end":{}}', '{"end":{"seen":[],"claims":{}}}', '{"end":{"seen":[["pi",[7]]],"claims":[]}}'].map(line),
    line('{"end":{"seen":[],"claims":[{"host":"pi","floor":0,"lines":"many","attempts":1}]}}'),
    ...[-1e9, 1e9, 2 ** 60, 1e300, 0.5, "x", true, {}, [], null].map((day) => set("day", {day})),
    ...[-1e300, 2 ** 63, "x", 7].map((id) => set("host", {id})),
    ...[null, "x".repeat(300), {base64: "AAAA"}].map((name) => set("host", {name})),
    ...["", "Mars/Olympus", "\u001b[31m", 7].map((zone) => set("host", {zone})),
    ...[1e18, "x"].map((floor) => set("host", {floor})),
    ...["", "null", "[]", "{}", '{"tail":7}', '{"tail":[7]}', '{"tail":[null]}', "{"].map((state) =>
      set("source", {state})
    ),
    ...[1e18, -1e18, "now"].flatMap((time) => [set("coverage", {first: time}), set("coverage", {last: time})]),
    ...[9e18, "x"].flatMap((read) => [set("ledger", {read}), set("ledger", {other: read})]),
    ...["x", 7, {base64: "A".repeat(200)}, packed(news.join("")), packed(Buffer.alloc(2 ** 29))].map((lines) =>
      set("day", typeof lines === "object" && "lines" in lines ? lines : {lines})
    ),
    set("source", {head: "x"}),
    edited("host", () => null),
    edited("source", () => null),
    `${news.slice(0, -1).join("")}${news.slice(1).join("")}`
  ];
  for (const lie of lies) {
    sends(lie);
    await refuses(/pull again|copy it again|are damaged|is damaged/, lie.slice(0, 3000));
  }
  sends(news.join(""));
  assert.equal((await pull(db, "pi"))!.hosts[0]!.lines, 5);
  assert.deepEqual(contentOf(db), content);
});

test("a line of news without an end is not read into memory", async () => {
  const file = join(place(), "news");
  writeFileSync(file, news[0]!);
  for (let i = 0; i < 5; i += 1) appendFileSync(file, Buffer.alloc(2 ** 27, "x"));
  await assert.rejects(readNews(file, `${file}.rows`), /^Error: a line of the news is damaged; pull again$/);
});

test("news that end anywhere change nothing", async () => {
  const whole = Buffer.from(news.join(""));
  for (let end = 1; end < whole.length; end += stride(7)) {
    sends(whole.toString("utf8", 0, end));
    await refuses(
      /ends too early; pull again|is not a knockbook database|sent no database/,
      `${end} of ${whole.length}`
    );
  }
  sends(whole.toString());
  const all = readFileSync(bytes);
  for (let end = 0; end < all.length; end += stride(11)) {
    writeFileSync(bytes, all.subarray(0, end));
    await assert.rejects(pull(db, "pi"), /^Error: what pi sent is not whole; pull again, nothing was lost$/);
    assert.ok(hidden(here).length <= 1);
  }
  writeFileSync(bytes, all);
  await pull(db, "pi");
  assert.deepEqual([contentOf(db), hidden(here)], [content, []]);
});

test("what a machine is called, and what it says, commands no terminal", async () => {
  const [name, other] = ["\u001b[31m\u202e<b>\r\n", join(here, "c.sqlite")];
  const under = ["env", `PATH=${path}`];
  sends(set("host", {name}));
  const {code, out, err} = await run(["pull", "pi", "--db", other], under);
  assert.deepEqual({code, err}, {code: 0, err: ""});
  assert.match(out, /^␛\[31m\\u\{202e\}<b>␍␊: 5 new lines/);
  const refused = await run(["pull", "pi", "--db", other, "--host", "nas=x"], under);
  failedWith(refused, /has no host nas; it has ␛\[31m/);
  assert.doesNotMatch(refused.err + out, /[\u001b\u202e\r]/);
});

test("answers that lie, and copies that fill the disk, change nothing", async () => {
  const zeros = Buffer.alloc(2 ** 28);
  const bombs = [gzipSync(zeros), zstdCompressSync(zeros)];
  const lies: [string, Buffer | string, RegExp][] = [
    ["nothing", "", /not whole|broke off/],
    ["talk without an end", "x".repeat(2 ** 20), /not whole|broke off/],
    ["lines without an end", "x\n".repeat(2 ** 20), /not whole|broke off/],
    ["nothing new, when nothing was known", answer(0, {form: "same"}), /not whole|broke off/],
    ["a beginning that is not here", answer(1000, {from: 999}), /not whole|broke off/],
    ["more than was said", Buffer.concat([Buffer.from(answer(5)), gzipSync("123456")]), /not whole|broke off/],
    ["no room", answer(2 ** 60), /the disk is full/],
    ["no number", answer(Number("9".repeat(20))), /the disk is full/],
    ["gzip of zeros", Buffer.concat([Buffer.from(answer(2 ** 28)), bombs[0]!]), /not whole|broke off/],
    ["zstd of zeros", Buffer.concat([Buffer.from(answer(2 ** 28, {form: "zstd"})), bombs[1]!]), /not whole|broke off/],
    ["no packing", `${answer(6)}123456`, /not whole/]
  ];
  const other = join(here, "b.sqlite");
  for (const [what, sent, wanted] of lies) {
    writeFileSync(bytes, sent);
    const begun = Date.now();
    failedWith(await run(["pull", "pi", "--db", other], ["env", `PATH=${path}`]), wanted);
    assert.ok(Date.now() - begun < 8000, what);
    assert.ok(!existsSync(other), what);
  }
});
