import {provenance, sentence} from "../parts/chart.ts";
import type {ChartOptions} from "../parts/chart.ts";
import {conserved} from "../parts/conservation.ts";
import type {Part} from "../parts/conservation.ts";
import type {Spec} from "../parts/spec.ts";
import {visible} from "../parts/text.ts";
import {sum} from "../../base/sum.ts";
import {dayMs} from "../../base/time.ts";
import {count, counted, date, listed, sentences, spelled, withArticle} from "../../base/words.ts";
import {leastDays} from "../../rows/change.ts";
import type {CountryChange, Periods} from "../../rows/change.ts";
import type {ClockSpan} from "../../rows/clock.ts";

/** Returns by how much the attempts from a country rose; negative where they fell. */
export const by = ({recent, before}: CountryChange): number => recent - before;

/** Returns whether a country sent nothing before. */
export const isNew = ({before}: CountryChange): boolean => before === 0;

/** Returns whether a country sent nothing since. */
export const isGone = ({recent}: CountryChange): boolean => recent === 0;

/** Returns the lines of the caption: new countries, gone countries, and what became of all attempts of both spans. */
export function lines(
  rows: readonly CountryChange[],
  drawn: readonly CountryChange[],
  {before, recent}: Periods
): string[] {
  const spans = [
    {what: "Since", period: recent, of: (row: CountryChange) => row.recent},
    {what: "Before", period: before, of: (row: CountryChange) => row.before}
  ];
  return [
    ...named("New", rows.filter(isNew), ({recent}) => recent),
    ...named("Gone", rows.filter(isGone), ({before}) => before),
    ...spans.map(({what, period, of}) => {
      const parts: Part[] = [
        [sum(drawn, of), "from the countries above"],
        [sum(rows, of) - sum(drawn, of), "from others"]
      ];
      return `${what}: ${conserved(parts, period.conservation)}`;
    })
  ];
}

const MOST_NAMED = 6;

function named(what: string, rows: readonly CountryChange[], attempts: (row: CountryChange) => number): string[] {
  if (rows.length === 0) return [];
  const sorted = rows.toSorted((a, b) => attempts(b) - attempts(a)).slice(0, MOST_NAMED);
  const names = sorted.map((row) => `${visible(row.name, 40)}\u00a0${count(attempts(row))}`).join(", ");
  return [
    `${what}: ${counted(rows.length, "country", "countries")} (${names}${rows.length > MOST_NAMED ? ", …" : ""})`
  ];
}

/**
 * Returns the title: how all attempts changed, and the country that changed most. `moved` begins with the largest rise.
 */
export function finding(moved: readonly CountryChange[], periods: Periods): string {
  const before = periods.before.conservation.total;
  const recent = periods.recent.conservation.total;
  const whole = `Attempts ${recent > before ? "rose" : recent < before ? "fell" : "stayed"} ${before === recent ? "at" : `from ${count(before)} to`} ${count(recent)}`;
  const first = recent < before ? moved.at(-1)! : moved[0];
  const how = by(first) < 0 ? "fell most, by" : isNew(first) ? "is new, with" : "rose most, by";
  return `${whole}; ${withArticle(visible(first.name, 40))} ${how} ${count(Math.abs(by(first)))}`;
}

/** What the subtitle needs beside the rows. */
interface About extends ChartOptions {
  readonly periods: Periods;
  readonly hostsLeftOut: readonly string[];
}

/** Returns the subtitle: the two spans, what they leave out, and how many of the `moved` countries are drawn. */
export function subtitle(moved: number, drawn: number, {periods, hostsLeftOut, ...options}: About): string {
  const {days, before, recent, leftOut} = periods;
  return sentences(
    `Attempts by country of the address in ${days} whole days, ${dates(recent)}, and how many more or fewer than in the ${days} before, ${dates(before)}`,
    leftOut > 0 && `Left out: ${counted(leftOut, "day")} that ${leftOut === 1 ? "misses" : "miss"} log`,
    hostsLeftOut.length > 0 &&
      `Left out for want of log in these days: ${listed(hostsLeftOut.map((host) => visible(host, 40)))}`,
    drawn < moved && `The ${drawn} largest changes of ${count(moved)}`,
    provenance(options)
  );
}

const dates = ({from, to}: ClockSpan): string => `${date(from)} to ${date(to - dayMs)}`;

/** Returns the sentence for a log of too few whole days. */
export function tooFew(wholeDays: number, options: ChartOptions): Spec {
  const whole = ["none is", "one is"][wholeDays] ?? `${spelled(wholeDays)} are`;
  const text = `To compare a month with the one before, or at least ${leastDays} days with ${leastDays}, takes ${2 * leastDays} days that are logged in full; ${whole}.`;
  return sentence(text, {title: "Too few whole days to compare", ...options});
}

/** Returns the sentence for two spans in which no country changed. */
export function still(rows: readonly CountryChange[], {days, recent, before}: Periods, options: ChartOptions): Spec {
  const text =
    rows.length === 0
      ? `In ${2 * days} whole days, ${dates({from: before.from, to: recent.to})}, no attempt came from an address with a known country.`
      : `Every country sent as many attempts in the ${days} days to ${date(recent.to - dayMs)} as in the ${days} before.`;
  return sentence(text, {title: "No country rose or fell", ...options});
}
