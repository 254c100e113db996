import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Readable} from "node:stream";
import {after, test, type TestContext} from "node:test";
import {createClock} from "../../lib/log/line/clock.ts";
import {parseLine} from "../../lib/log/line/line.ts";
import {monthNames} from "../../lib/log/line/month-names.ts";
import {createMonths, doubtful, localeAgain, monthOf, saveMonths} from "../../lib/log/line/months.ts";
import {createScanner} from "../../lib/log/scanner.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {emptyStore, folder} from "../store/logs.ts";
import {whole} from "../scope.ts";
import {entry, writeJournal} from "./journals.ts";

const latin1 = (text: string): string => Buffer.from(text).toString("latin1");
const july = Date.parse("2026-07-20") / 1000;
const all = Array.from({length: 12}, (_, month) => month);

/** Names of months in the order of a log that ends in July, with the months that they mean. */
const logs: readonly (readonly [names: string, months: readonly number[], locale: string])[] = [
  ["Jan Feb Mar", [0, 1, 2], "C"],
  ["Jan Feb Mär Mai", [0, 1, 2, 4], "de_DE"],
  ["Jän Feb", [0, 1], "de_AT"],
  ["mai juin juil.", [4, 5, 6], "fr_FR"],
  ["mai juin juil", [4, 5, 6], "fr_FR"],
  ["maj cze lip", [4, 5, 6], "pl_PL"],
  ["tra svi lip srp", [3, 4, 5, 6], "hr_HR"],
  ["čen čec srp", [5, 6, 7], "cs_CZ"],
  ["lip", [6], "pl_PL"],
  ["мая июн июл", [4, 5, 6], "ru_RU"],
  ["май июн июл", [4, 5, 6], "ru_RU"],
  ["5月 6月 10月", [4, 5, 9], "ja_JP"],
  ["Thg 5 Thg 6 Thg 10", [4, 5, 9], "vi_VN"],
  ["Phe Hla Jan Upu", [0, 1, 5, 6], "st_ZA"],
  ["ABR MAY JUN", [3, 4, 5], "es_ES"]
];

for (const [names, months, locale] of logs)
  test(`months: ${names}`, () => {
    const words = names.split(names.startsWith("Thg") ? / (?=T)/ : " ").map(latin1);
    const first = createMonths({newest: july});
    for (const word of words) monthOf(first, word);
    const again = localeAgain(first);
    const second = again === null ? first : createMonths({locale: again, newest: july});
    assert.deepEqual(
      words.map((word) => monthOf(second, word)),
      months
    );
    assert.equal((again ?? first.locale).slice(0, 2), locale.slice(0, 2));
    assert.deepEqual(doubtful(second), []);
  });

test("every name of every locale is read as the month that it means there", () => {
  for (const [locales, texts] of monthNames) {
    const months = createMonths({locale: locales.split(" ")[0]!});
    for (const [month, names] of texts.split("|").entries())
      for (const name of names.split(";")) assert.equal(monthOf(months, latin1(name)), month, `${locales}: ${name}`);
  }
});

test("the twelve months of every locale, one after the other, are read right the first or the second time", () => {
  for (const [locales, texts] of monthNames) {
    const names = texts.split("|").map((text) => latin1(text.split(";")[0]!));
    const first = createMonths({newest: Date.parse("2026-12-31") / 1000});
    for (const name of names) monthOf(first, name);
    const last = createMonths({locale: localeAgain(first) ?? first.locale});
    assert.deepEqual(
      names.map((name) => monthOf(last, name)),
      all,
      `${locales} read as ${last.locale}`
    );
  }
});

test("names in ISO 8859-1 are read, words that are no months and a flood of names are not", () => {
  const months = createMonths();
  assert.equal(monthOf(months, "M\xe4r"), 2);
  assert.equal(monthOf(months, "ao\xfbt"), 7);
  for (const word of ["pi", "sshd", "", "Foo", "\xff\xfe", "constructor", "__proto__"])
    assert.equal(monthOf(months, word), null);
  for (const [, texts] of monthNames) for (const name of texts.split(/[|;]/)) monthOf(months, latin1(name));
  assert.ok(months.given.size <= 64);
});

test("what no order and no time of change can tell is said", () => {
  const months = createMonths({newest: Date.parse("2026-08-20") / 1000});
  monthOf(months, "lis");
  const said = doubtful(months);
  assert.ok(
    said.length === 0 || /^lis is read as (?:Oct|Nov) \(.*\), not as (?:Oct|Nov) \(.*\)$/.test(said[0]!),
    said[0]
  );
  const tied = createMonths({newest: Date.parse("2026-11-20") / 1000});
  monthOf(tied, "Jan");
  assert.deepEqual(doubtful(tied), []); // English needs no doubt
});

const line = (name: string, i: number): string =>
  `${name} 05 10:00:0${i % 10} pi sshd[${100 + i}]: Failed password for root from 192.0.2.1 port ${40_000 + i} ssh2\n`;

test("a later run reads the months as the first one did", () => {
  const first = createScanner({year: 2026, onEvent: () => undefined});
  first.push(Buffer.from(["tra", "svi", "lip", "srp"].map(line).join("")));
  const locale = first.locale() ?? undefined;
  const events: (number | null)[] = [];
  const second = createScanner({year: 2026, locale, onEvent: ({time}) => events.push(time)});
  second.push(Buffer.from(["tra", "svi", "lip"].map(line).join("")));
  const third = createScanner({year: 2026, state: second.save(), onEvent: ({time}) => events.push(time)});
  third.push(Buffer.from(["lip", "srp"].map(line).join("")));
  const months = events.map((time) => new Date(time! * 1000).getUTCMonth());
  assert.deepEqual(months, [3, 4, 5, 5, 6]);
  assert.equal(saveMonths(createMonths()), undefined);
});

test("a log whose first months mean others in its language is read again, a stream is looked at ahead", async (t) => {
  const text = ["lip", "srp", "kol", "ruj"].map(line).join("");
  const path = join(folder(t), "auth.log");
  writeFileSync(path, text);
  utimesSync(path, july + 86_400 * 75, july + 86_400 * 75);
  for (const source of [await openSource(path), streamed("-", Readable.from([Buffer.from(text)]))]) {
    const store = emptyStore(t);
    await ingest(store, source, {zone: "UTC", year: 2026});
    const times = store.prepare("SELECT time FROM attempts ORDER BY time").pluck().all() as string[];
    assert.deepEqual(
      times.map((time) => time.slice(5, 7)),
      ["06", "07", "08", "09"]
    );
  }
});

const locales = mkdtempSync(join(tmpdir(), "knockbook-locales-"));
after(() => rmSync(locales, {recursive: true, force: true}));

/** Makes the LC_TIME of a locale by glibc's localedef, and returns the environment of programs that speak it. */
function speaking(t: TestContext, locale: string): NodeJS.ProcessEnv | null {
  const made = join(locales, `${locale.replace(/@.*/, "")}.UTF-8`);
  const source = join(locales, `${locale}.src`);
  writeFileSync(source, `LC_CTYPE\ncopy "POSIX"\nEND LC_CTYPE\nLC_TIME\ncopy "${locale}"\nEND LC_TIME\n`);
  mkdirSync(made, {recursive: true});
  spawnSync("localedef", ["-c", "-i", source, "-f", "UTF-8", made]);
  if (existsSync(join(made, "LC_TIME")))
    return {PATH: process.env.PATH, LOCPATH: locales, LC_TIME: `${locale}.UTF-8`, TZ: "UTC"};
  t.skip("no localedef or no sources of locales (Debian: locales): nothing was written in another language");
  return null;
}

const spoken = whole
  ? monthNames.map(([names]) => names.split(" ")[0]!).filter((name) => name !== "C" && !name.includes("@"))
  : ["hr_HR", "fr_FR", "ru_RU", "zh_CN"];

for (const locale of spoken)
  test(`what date(1) writes in the locale ${locale} is read`, (t) => {
    const env = speaking(t, locale);
    if (!env) return;
    const dates = all.map((month) => `2026-${String(month + 1).padStart(2, "0")}-05 10:00:00`).join("\n");
    const run = spawnSync("date", ["-f", "-", "+%b %d %H:%M:%S pi sshd[1]: x"], {env, input: dates});
    const clock = createClock({
      year: 2026,
      months: createMonths({locale: monthNames.find(([names]) => names.split(" ").includes(locale))![0].split(" ")[0]!})
    });
    const times = run.stdout
      .toString("latin1")
      .trimEnd()
      .split("\n")
      .map((text) => parseLine(text, clock).time);
    assert.deepEqual(
      times,
      all.map((month) => Date.UTC(2026, month, 5, 10) / 1000)
    );
  });

const formats = [
  "short",
  "short-full",
  "short-iso",
  "short-iso-precise",
  "short-precise",
  "short-unix",
  "short-monotonic",
  "short-delta",
  "with-unit",
  "cat"
];

test("what journalctl writes in every form of text is read, also in another language", (t) => {
  const env = speaking(t, "pl_PL");
  if (!env) return;
  const says = "Failed password for root from 192.0.2.1 port 40001 ssh2";
  const entries = all.map((month) =>
    entry(0, says, {
      __REALTIME_TIMESTAMP: `${Date.UTC(2026, month, 5, 10)}000`,
      __MONOTONIC_TIMESTAMP: String(60_000_000 * (month + 1))
    })
  );
  const journal = writeJournal(t, folder(t), "months", entries);
  if (journal === null) return;
  for (const format of formats) {
    const text: string = spawnSync("journalctl", ["--no-pager", "--file", journal, "-o", format], {
      env
    }).stdout.toString("latin1");
    const clock = createClock({year: 2026});
    const lines = text
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("-- "));
    const events = lines.map((line) => parseLine(line, clock));
    assert.deepEqual(
      events.map(({kind}) => kind),
      all.map(() => "failed"),
      format
    );
    const isDated = !["short-monotonic", "short-delta", "cat"].includes(format);
    assert.deepEqual(
      events.map(({time}) => time),
      all.map((month) => (isDated ? Date.UTC(2026, month, 5, 10) / 1000 : null)),
      format
    );
  }
});
