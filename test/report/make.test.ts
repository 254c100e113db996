import assert from "node:assert/strict";
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, suite, test} from "node:test";
import {openGeo} from "../../lib/geo/geo.ts";
import {formatNotebook, type Cell} from "../../lib/notebook/nbformat.ts";
import {makeReports, type ReportOptions} from "../../lib/report/make.ts";
import {reading} from "../../lib/store/database.ts";
import {few, later} from "../scope.ts";
import {databaseOf, type Row, type Try} from "./database.ts";

// Reports as the command makes them, by a kernel, of a small database and small notebooks.

const folder = mkdtempSync(join(tmpdir(), "knockbook-make-"));
const notebooks = mkdtempSync(join(import.meta.dirname, "../.tmp-make-")); // inside the project, as the notebooks are
const minute = 60_000;
let [db, country] = ["", ""];

const tries: Try[] = Array.from({length: 60}, (_, i) => ({
  time: `2025-05-${String(1 + Math.floor(i / 3)).padStart(2, "0")}T0${i % 3}:00:00`,
  user: ["root", "oracle", `once${i}`][i % 3]!,
  address: `128.11.68.${i + 1}`,
  ...(i === 59 && {user: "annika", outcome: "Accepted" as const})
}));

before(async () => {
  db = await databaseOf(folder, tries);
  country = (await openGeo()).locate(tries[0]!.address).countryName!;
  process.env.SOURCE_DATE_EPOCH = "1750000000";
  process.env.XDG_CONFIG_HOME = join(folder, "config");
});

after(() => [folder, notebooks].forEach((path) => rmSync(path, {recursive: true, force: true})));

/** Shows what the log that a notebook opens holds: names, addresses and places. */
const sample = `
import {count} from "knockbook/base/words";
import {days} from "knockbook/chart/days";
import {openLog} from "knockbook/ask/open";
import {openGeo} from "knockbook/geo/geo";
import {nameInText} from "knockbook/notebook/text";
import {say, show} from "knockbook/notebook/show";

const log = await openLog();
const table = (await log.frame({columns: ["user", "address"]})).sort(["user", "address"]);
const rows = table.toRecords() as {user: string; address: string}[];
const names = [...new Set(rows.map((row) => nameInText(row.user)))];
const geo = await openGeo();
const places = new Set(rows.map((row) => geo.locate(row.address).countryName));`;

const found =
  "say(`${count(rows.length)} tries by ${names.join(', ')} from ${rows.map((row) => row.address).join(', ')} in ${[...places].join(', ')}.`);";
const chart = "await show(days, [{day: Date.UTC(2025, 4, 1), failed: 3, abandoned: 0, probe: 0, accepted: 0}], {});";

function cell(source: string): Cell {
  return {cell_type: "code", id: "a", metadata: {}, source: source.trim(), outputs: [], execution_count: null};
}

function text(source: string): Cell {
  return {cell_type: "markdown", id: "a", metadata: {}, source};
}

/** Writes a notebook and returns its path. */
function notebook(name: string, ...cells: Cell[]): string {
  const path = join(notebooks, `${name}.ipynb`);
  const numbered = [text("# A sample"), ...cells].map((each, i) => ({...each, id: `cell-${i + 1}`}));
  writeFileSync(path, formatNotebook({cells: numbered, metadata: {}, nbformat: 4, nbformat_minor: 5}));
  return path;
}

const whole = (name: string): string => notebook(name, cell(sample), text("## Days"), cell(chart), cell(found));

/** Makes reports into a folder of their own; returns its files by name. */
async function made(
  out: string,
  options: Partial<ReportOptions> & {notebooks: string[]}
): Promise<Map<string, string>> {
  const at = join(folder, out);
  await makeReports(db, {out: at, ...options});
  return new Map(readdirSync(at).map((name) => [name, readFileSync(join(at, name), "utf8")]));
}

/** The sentence that the sample says, without its markup. */
const said = (html: string): string => /\d+ tries by .*?\.(?=<\/p>)/.exec(html)![0].replaceAll(/<[^>]*>/g, "");

const rowsOf = (): Row[] => reading(db, (store) => store.prepare("SELECT * FROM attempts").all() as Row[]);

suite("reports", {concurrency: 2}, () => {
  test("the same database, notebooks and clock give the same bytes", {skip: later, timeout: 2 * minute}, async () => {
    const paths = [whole("1-first"), notebook("2-second", text("Next to [the first](1-first.ipynb)."))];
    const [a, b] = await Promise.all(["a", "b"].map((out) => made(out, {notebooks: paths, csv: join(folder, out)})));
    assert.deepEqual([...a!.keys()], ["1-first-days.csv", "1-first.html", "2-second.html", "knockbook.html"]);
    assert.deepEqual(a, b);
    const sentence = said(a!.get("knockbook.html")!);
    assert.match(sentence, /^60 tries by annika, once11, .*, root from .*, 128\.11\.68\.1, /);
    assert.ok(sentence.endsWith(` in ${country}.`), country);
    assert.match(a!.get("knockbook.html")!, /Made by knockbook \S+ on 2025-06-15\./);
    assert.match(a!.get("1-first-days.csv")!, /^"day","failed".*\r\n"2025-05-01",3,/);
  });

  test("a report for publishing hides, keeps what may be told, and stays the same", {timeout: 2 * minute}, async () => {
    const options = {notebooks: [whole("1-public")], public: true};
    const pages = await made("public", options);
    assert.deepEqual(pages, await made("public", options));
    const html = pages.get("knockbook.html")!;
    assert.match(said(html), /^60 tries by oracle, others, root from .* own address/);
    assert.ok(said(html).endsWith(` in ${country}, .`), "of one address the place is hidden");
    for (const secret of ["128.11.68.", "once", "annika", "maples"]) assert.ok(!html.includes(secret), secret);
    const pseudonyms = new Set(html.match(/\d+\.\d+\.\d+\.\d+/g)!.map((address) => address.replace(/\.\d+$/, "")));
    assert.equal(pseudonyms.size, 1, "one network, as the addresses");
  });

  test("a period is what a query of the whole says", {timeout: 2 * minute}, async () => {
    const period = {since: "2025-05-04", until: "2025-05-06"};
    const pages = await made("period", {
      notebooks: [whole("1-period")],
      ...period,
      compare: true,
      csv: join(folder, "period")
    });
    const inDays = (from: string, to: string): number => rowsOf().filter(({time}) => time >= from && time < to).length;
    const [now, then] = [inDays("2025-05-04", "2025-05-07"), inDays("2025-05-01", "2025-05-04")];
    assert.ok(now === 9 && then === 9);
    assert.match(pages.get("1-period.html")!, new RegExp(`${now} tries by`));
    assert.match(pages.get("1-period.html")!, /4\s–\s6 May 2025 \(UTC\)/);
    const lines = pages.get("changes-in-all.csv")!.split("\r\n");
    assert.ok(lines.includes(`"refused attempts",${then},${now}`), lines.join("\n"));
    assert.ok(pages.get("knockbook.html")!.indexOf("What changed") < pages.get("knockbook.html")!.indexOf("A sample"));
  });

  const leaks = [
    [
      "1-leak-text",
      "a text",
      text("Mine is `128.11.68.9`."),
      /^Error: \S+\.html would tell "128\.11\.68\.9"; nothing was written$/
    ],
    ["1-leak-name", "a name", cell('console.log("annika " + 1);'), /would tell "annika"/],
    [
      "1-leak-code",
      "base64",
      cell(`console.log("${Buffer.from("of 128.11.68.9").toString("base64")}");`),
      /would tell "128\.11\.68\.9" \(as text > base64\)/
    ]
  ] as const;
  for (const [name, what, source, error] of few(leaks, 1))
    test(`a secret in ${what} keeps a report for publishing from being written`, {timeout: 2 * minute}, async () => {
      const out = join(folder, name);
      mkdirSync(out);
      writeFileSync(join(out, "knockbook.html"), "old");
      const paths = [notebook(name, source, text("End."))];
      await assert.rejects(makeReports(db, {out, notebooks: paths, public: true, csv: out}), error);
      assert.deepEqual(readdirSync(out), ["knockbook.html"]);
      assert.equal(readFileSync(join(out, "knockbook.html"), "utf8"), "old");
    });

  const failures = [
    [
      "1-thrown",
      "a cell that fails",
      'throw new Error("no such thing");',
      /^Error: 1-thrown\.ipynb, cell 3: Error: no such thing$/
    ],
    [
      "1-stderr",
      "a cell that prints to standard error",
      'console.error("oh no");',
      /^Error: 1-stderr\.ipynb, cell 3: oh no$/
    ],
    [
      "1-silent",
      "a cell without its declared output",
      "const show = (a: number) => a;\nvoid 0;\nshow(1) && undefined;",
      /^Error: 1-silent\.ipynb, cell 3: no output, but it declares one$/
    ],
    [
      "1-strange",
      "an output that no page can show",
      'require("tslab/dist/jupyter").lastWriteDisplayData({data: {"image/gif": "R0lG"}, metadata: {}, transient: {}});',
      /^Error: 1-strange\.ipynb, cell 3: an output that no report can show: image\/gif$/
    ]
  ] as const;
  for (const [name, what, source, error] of few(failures, 1))
    test(`${what} stops the report, and the old one stays`, {timeout: 2 * minute}, async () => {
      const out = join(folder, name);
      mkdirSync(out);
      writeFileSync(join(out, "knockbook.html"), "old");
      const paths = [notebook(name, cell("const a = 1;"), cell(source), text("End."))];
      await assert.rejects(makeReports(db, {out, notebooks: paths}), error);
      assert.deepEqual(readdirSync(out), ["knockbook.html"]);
      assert.equal(readFileSync(join(out, "knockbook.html"), "utf8"), "old");
    });
});

test("a comparison without a period, and a clock that is none, are refused before anything runs", async () => {
  const options = {out: folder, notebooks: [join(notebooks, "none.ipynb")]};
  await assert.rejects(makeReports(db, {...options, compare: true}), /name the first day of the period: --since$/);
  process.env.SOURCE_DATE_EPOCH = "soon";
  await assert.rejects(makeReports(db, options), /^Error: invalid SOURCE_DATE_EPOCH; not seconds since 1970: soon$/);
});
