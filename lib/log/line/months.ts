import {monthNames} from "./month-names.ts";

/** The names of months that a log has shown, and the locale in which they are read; see {@link createMonths}. */
export interface Months {
  /** The first locale of a row of {@link monthNames}, as `hr_HR`; `C` is English. */
  locale: string;
  /** The names so far, and the month (from 0) that each was read as. */
  readonly given: Map<string, number>;
  /** A month of the year (from 0) in which the log ends, as far as that is known. */
  readonly newest: number;
  /** Whether the locale is no longer to be changed. */
  readonly isFixed: boolean;
}

/** What a later run over the same log goes on from. */
export interface SavedMonths {
  readonly locale: string;
  readonly given: readonly (readonly [name: string, month: number])[];
}

export interface MonthsOptions {
  /** The locale in which the whole log is read; by default the one that fits its names best. */
  readonly locale?: string;
  /** Epoch seconds at which the log ends; by default now. */
  readonly newest?: number;
  /** What `saveMonths` returned where the last run over the log ended. */
  readonly state?: SavedMonths;
}

/** A log in one language has twelve names; whoever writes other names into it gets no further. */
const mostNames = 64;

/** Returns the names of a log before its first line, or where they were saved. */
export function createMonths({locale, newest = Date.now() / 1000, state}: MonthsOptions = {}): Months {
  return {
    locale: locale ?? state?.locale ?? english,
    given: new Map(state?.given),
    newest: new Date(Math.min(newest, 8e12) * 1000).getUTCMonth(),
    isFixed: locale !== undefined || state !== undefined
  };
}

/** Whether all names so far were English. */
export function isEnglish({locale}: Months): boolean {
  return locale === english;
}

/** Returns what a later run goes on from; undefined where all names were English. */
export function saveMonths(months: Months): SavedMonths | undefined {
  return isEnglish(months) ? undefined : {locale: months.locale, given: [...months.given]};
}

/**
 * Returns the month (from 0) that a name means, one character per byte in UTF-8 or ISO 8859-1, or null where no locale
 * of glibc has it. Case and a dot at the end do not matter: they differ between versions of glibc. A name that means
 * several months, as `lip` does (June in Croatian, July in Polish), is read in the locale that has most names of the
 * log: English where it has them all, else the one in which they follow each other, and the last is the month in which
 * the log ends; then the one that is met most.
 */
export function monthOf(months: Months, name: string): number | null {
  const known = months.given.get(name) ?? inEnglish(months, name);
  if (known !== undefined) return known;
  const meanings = index().months.get(normal(name));
  if (!meanings || months.given.size >= mostNames) return meanings?.get(months.locale) ?? null;
  if (!meanings.has(months.locale) && !months.isFixed)
    months.locale = bestLocale([...months.given.keys(), name], months);
  const month = meanings.get(months.locale) ?? meanings.values().next().value!;
  months.given.set(name, month);
  return month;
}

/**
 * Returns the locale in which a log, whose names are all known now, is to be read again, as some of its first names
 * mean other months in it; null where they were read right, or where the locale was given.
 */
export function localeAgain({locale, given, isFixed}: Months): string | null {
  if (isFixed) return null;
  const isMisread = Array.from(given, ([name, month]) => monthIn(locale, name, month) !== month).includes(true);
  return isMisread ? locale : null;
}

/**
 * Returns the names of a log that mean another month in another locale which fits all of them as well, each with what
 * it was read as: `lip is read as Jul (pl_PL), not as Jun (hr_HR)`.
 */
export function doubtful({locale, given, newest}: Months): string[] {
  const fits = fitting([...given.keys()], newest);
  const own = fits.find((fit) => fit.locale === locale);
  if (!own || locale === english) return [];
  const rivals = fits.filter(({names, steps, left}) => names >= own.names && steps <= own.steps && left <= own.left);
  return Array.from(given).flatMap(([name, month]) => {
    const rival = rivals.find((fit) => monthIn(fit.locale, name, month) !== month);
    return rival ? [doubt(name, {locale, month, rival: rival.locale})] : [];
  });
}

function doubt(name: string, {locale, month, rival}: {locale: string; month: number; rival: string}): string {
  const other = englishMonths[monthIn(rival, name, month)]!;
  const shown = Buffer.from(name, "latin1").toString("utf8");
  return `${shown} is read as ${englishMonths[month]!} (${locale}), not as ${other} (${rival})`;
}

/** Whether a word is the short name of a weekday in any locale, one character per byte. */
export function isWeekday(name: string): boolean {
  return englishDay.test(name) || index().weekdays.has(normal(name));
}

/** Reads an English name as long as no other one has come: the index is not made for them. */
function inEnglish({locale, given}: Months, name: string): number | undefined {
  const month = locale === english ? englishMonths.indexOf(name) : -1;
  if (month < 0) return undefined;
  given.set(name, month);
  return month;
}

const english = "C";
const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const englishDay = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/;

/** How well a locale fits the names of a log. */
interface Fit {
  readonly locale: string;
  /** How many of the names it has. */
  readonly names: number;
  /** How often a name is before the one above it in the year. */
  readonly steps: number;
  /** Months from the last name on to the month in which the log ends. */
  readonly left: number;
}

function bestLocale(names: readonly string[], {newest}: Months): string {
  return fitting(names, newest)[0]?.locale ?? english;
}

/** Returns the locales that have any of the names, the best one first. */
function fitting(names: readonly string[], newest: number): Fit[] {
  const fits = index().locales.map((locale) => fitOf(locale, names, newest));
  return fits
    .filter((fit) => fit.names > 0)
    .toSorted(
      (a, b) =>
        b.names - a.names ||
        Number(b.locale === english) - Number(a.locale === english) ||
        a.steps - b.steps ||
        a.left - b.left
    );
}

function fitOf(locale: string, names: readonly string[], newest: number): Fit {
  const found = names.map((name) => monthIn(locale, name, -1)).filter((month) => month >= 0);
  const steps = found.filter((month, at) => at > 0 && month < found[at - 1]!).length;
  return {locale, names: found.length, steps, left: (newest - (found.at(-1) ?? 0) + 12) % 12};
}

function monthIn(locale: string, name: string, otherwise: number): number {
  return index().months.get(normal(name))?.get(locale) ?? otherwise;
}

/** The table of names, by name. */
interface Index {
  readonly locales: readonly string[];
  /** For each name the months that it means, by the first locale of a row; in the table's order. */
  readonly months: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly weekdays: ReadonlySet<string>;
}

let made: Index | null = null;

/** Returns the index, which is made when a log first needs it. */
function index(): Index {
  return (made ??= makeIndex());
}

function makeIndex(): Index {
  const months = new Map<string, Map<string, number>>();
  const weekdays = new Set<string>();
  const locales: string[] = [];
  for (const [names, monthTexts, dayTexts] of monthNames) {
    const locale = names.split(" ")[0]!;
    locales.push(locale);
    for (const day of dayTexts.split(/[|;]/)) weekdays.add(folded(day));
    for (const [month, texts] of monthTexts.split("|").entries())
      for (const text of texts.split(";")) {
        const meanings = months.get(folded(text)) ?? new Map<string, number>();
        months.set(folded(text), meanings.set(locale, meanings.get(locale) ?? month));
      }
  }
  return {locales, months, weekdays};
}

/** Returns a name of a log, one character per byte, as the index has it. */
function normal(name: string): string {
  if (/^[\x00-\x7f]*$/.test(name)) return folded(name);
  const text = Buffer.from(name, "latin1").toString("utf8");
  return folded(text.includes("\ufffd") ? name : text);
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\.$/, "");
}
