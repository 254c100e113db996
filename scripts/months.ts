import {execFileSync} from "node:child_process";
import {existsSync, globSync, mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";

// Writes lib/log/line/month-names.ts: the short names of months and weekdays in every locale of glibc, as strftime(3)
// gives them for %b and %a. Usage: npm run months [FOLDER]; FOLDER is glibc's localedata/locales, by default that of
// this machine, else that of Debian's package `locales`, which apt-get then downloads into a temporary folder.

const installed = "/usr/share/i18n/locales";

/** Languages whose logs are met most; of two locales that a log fits equally well, the one further up is taken. */
const commonest =
  "C de_DE fr_FR es_ES it_IT pt_BR pl_PL ru_RU uk_UA nl_NL sv_SE da_DK nb_NO fi_FI cs_CZ sk_SK hu_HU tr_TR ja_JP zh_CN ko_KR ro_RO bg_BG el_GR hr_HR sl_SI sr_RS lt_LT lv_LV et_EE ca_ES id_ID vi_VN th_TH ar_EG he_IL fa_IR hi_IN".split(
    " "
  );

/** The names of one or more locales: months and weekdays from the first on, several of one behind `;`. */
interface Row {
  readonly locales: string[];
  readonly months: readonly string[];
  readonly days: readonly string[];
}

const folder = process.argv[2] ?? (existsSync(join(installed, "de_DE")) ? installed : downloaded());
const rows = rowsOf(folder);
const written = rows.map(({locales, months, days}) => [locales.join(" "), months.join("|"), days.join("|")]);
writeFileSync(
  join(import.meta.dirname, "../lib/log/line/month-names.ts"),
  `// Made by scripts/months.ts from glibc's locales (LC_TIME: abmon, ab_alt_mon, abday). Do not edit.

/**
 * The locales of glibc that share their names; their short months from January on, those of one month behind \`;\`,
 * their short weekdays from Sunday on. The locales whose logs are met most come first.
 */
export const monthNames: readonly (readonly [locales: string, months: string, weekdays: string])[] = [
${written.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}
];
`
);

function downloaded(): string {
  const temporary = mkdtempSync(join(tmpdir(), "locales-"));
  execFileSync("apt-get", ["download", "-qq", "locales"], {cwd: temporary});
  execFileSync("dpkg", ["-x", globSync("locales_*.deb", {cwd: temporary})[0]!, temporary], {cwd: temporary});
  return join(temporary, installed);
}

function rowsOf(folder: string): Row[] {
  const byNames = new Map<string, Row>();
  for (const locale of ["C", ...localesIn(folder)]) {
    const months = monthsOf(folder, locale);
    const days = wordsOf(folder, locale, "abday");
    if (months.length !== 12 || days.length !== 7) throw new Error(`no months or weekdays in ${locale}`);
    const key = months.join("|");
    const row = byNames.get(key) ?? {locales: [], months, days};
    byNames.set(key, {...row, days: row.days.map((day, at) => variants([...day.split(";"), days[at]!]))});
    row.locales.push(locale);
  }
  for (const {locales} of byNames.values()) locales.sort((a, b) => place(a) - place(b));
  return [...byNames.values()].toSorted((a, b) => place(a.locales[0]!) - place(b.locales[0]!));
}

function localesIn(folder: string): string[] {
  return globSync("[a-z]*_[A-Z][A-Z]*", {cwd: folder})
    .map((path) => basename(path))
    .toSorted();
}

function place(locale: string): number {
  const at = commonest.indexOf(locale);
  return at < 0 ? commonest.length : at;
}

/** Returns twelve names, with the one that stands without a day (ab_alt_mon) behind a `;` where it is another. */
function monthsOf(folder: string, locale: string): string[] {
  const standing = wordsOf(folder, locale, "ab_alt_mon");
  return wordsOf(folder, locale, "abmon").map((word, at) => variants([word, standing[at] ?? word]));
}

function variants(words: readonly string[]): string {
  return [...new Set(words.map((word) => word.trim().replace(/\s+/g, " ")))].join(";");
}

/** Returns the words of a keyword of LC_TIME (locale(5)); of the locale that it copies where it has none itself. */
function wordsOf(folder: string, locale: string, keyword: string): string[] {
  const path = join(folder, locale);
  const text = readFileSync(existsSync(path) ? path : join(folder, "POSIX"), "utf8")
    .replace(/^%.*$/gm, "")
    .replace(/%[^"\n]*?(\/?)[ \t]*$/gm, "$1")
    .replace(/[\\/][ \t]*\n\s*/g, "");
  const times = /\nLC_TIME\s*\n(.*?)\nEND LC_TIME/s.exec(text)?.[1] ?? "";
  const copied = /^\s*copy\s+"([^"]+)"/m.exec(times)?.[1];
  if (copied !== undefined) return wordsOf(folder, copied, keyword);
  const line = new RegExp(String.raw`^\s*${keyword}\s+(.*)$`, "m").exec(times)?.[1] ?? "";
  return Array.from(line.matchAll(/"([^"]*)"/g), ([, word]) => unescaped(word!));
}

function unescaped(word: string): string {
  return word.replace(/<U([\dA-F]{4,8})>/gi, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)));
}
