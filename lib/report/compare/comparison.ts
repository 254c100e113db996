import {toHtml} from "hast-util-to-html";
import {capital, count, counted, listed, spelled, withArticle} from "../../base/words.ts";
import type {CodeCell, TextCell} from "../../notebook/nbformat.ts";
import {rowsType} from "../../notebook/show.ts";
import {htmlTable, type Cell, type Table} from "../../notebook/table.ts";
import {inCode, nameInText} from "../../notebook/text.ts";
import {changes, type Change} from "./changes.ts";
import type {Chapter} from "../page/page.ts";
import {periodText, type Period} from "./period.ts";
import type {Tallies} from "./tallies.ts";

/** What was counted in a period. */
export interface Counted extends Tallies {
  readonly period: Period;
}

const shown = 20; // rows on the page

/**
 * Returns a chapter that compares a period with the period before: sentences and tables of all attempts, of countries,
 * of user names and of networks. Where a period has no log it only says so.
 */
export function changesChapter(before: Counted, now: Counted): Chapter {
  const intro = `# What changed\n\n${periodText(now.period)} beside as many days before: ${periodText(before.period)}. Counted are refused attempts per day of log.`;
  const unseen = [before, now].find(({days}) => days === 0);
  const cells = unseen
    ? [say(`There is no log from ${periodText(unseen.period)}, so there is nothing to compare.`)]
    : [...comparison(before, now), say(finding(before, now))];
  return {name: "changes", title: "What changed", run: {cells: [text(intro), ...cells]}};
}

function comparison(before: Counted, now: Counted): Cells {
  const of = (what: "countries" | "names" | "networks"): Change[] =>
    changes(before[what], now[what], daysOf(before, now));
  return [
    text("## In all"),
    tableCell(totals(before, now)),
    ...section("Countries", {one: "country", many: "countries", inText: withArticle}, of("countries")),
    ...section("User names", {one: "user name", many: "user names", inText: nameInText}, of("names")),
    ...section("Networks", {one: "network", many: "networks", inText: inCode}, of("networks"))
  ];
}

function finding(before: Counted, now: Counted): string {
  const days = daysOf(before, now);
  const [all] = changes(new Map([["", before.attempts]]), new Map([["", now.attempts]]), days);
  const countries = changes(before.countries, now.countries, days);
  const moved = countries.filter(({kind}) => kind !== "same").slice(0, 3);
  const most = moved.map((row) => `${withArticle(row.name)} (${words(row)})`);
  const fresh = countries.filter(({kind}) => kind === "new").length;
  const gone = countries.filter(({kind}) => kind === "gone").length;
  return [
    `**${rate(all!.now)} attempts a day**, ${words(all!)} (${rate(all!.before)} in the ${counted(Math.round(before.days), "day")} of log before).`,
    most.length > 0
      ? ` Changed most: ${listed(most)}; ${counted(fresh, "country", "countries")} new, ${spelled(gone)} gone.`
      : ""
  ].join("");
}

interface Noun {
  readonly one: string;
  readonly many: string;
  /** Writes a name in Markdown. */
  readonly inText: (name: string) => string;
}

function section(title: string, {one, many, inText}: Noun, rows: readonly Change[]): Cells {
  const lines = kinds.flatMap(({kind, of}) => {
    const some = rows.filter((row) => row.kind === kind);
    const first = some.slice(0, 3).map((row) => `${inText(row.name)} (${of(row)})`);
    const most = some.length > first.length ? "most of all " : "";
    return some.length === 0
      ? []
      : [`- **${capital(kind)}:** ${counted(some.length, one, many)}, ${most}${listed(first)}`];
  });
  const cells = rows.map((row): Cell[] => [row.name, tenth(row.before), tenth(row.now), words(row)]);
  const table = {columns: [one, "before", "now", "change"], rows: cells};
  return [text(`## ${title}`), ...(lines.length > 0 ? [say(lines.join("\n"))] : []), tableCell(table)];
}

const kinds: readonly {kind: Change["kind"]; of: (change: Change) => string}[] = [
  {kind: "new", of: ({now}) => `${rate(now)} a day`},
  {kind: "gone", of: ({before}) => `${rate(before)} a day before`},
  {kind: "up", of: ({before, now}) => `from ${rate(before)} to ${rate(now)} a day`},
  {kind: "down", of: ({before, now}) => `from ${rate(before)} to ${rate(now)} a day`}
];

function totals(before: Counted, now: Counted): Table {
  const row = (name: string, of: (counted: Counted) => number): Cell[] => [name, tenth(of(before)), tenth(of(now))];
  return {
    columns: ["counted", "before", "now"],
    rows: [
      row("days of log", ({days}) => days),
      row("refused attempts", ({attempts}) => attempts),
      row("refused attempts a day", ({attempts, days}) => attempts / days),
      row("addresses", ({addresses}) => addresses),
      row("countries", ({countries}) => countries.size),
      row("user names", ({names}) => names.size),
      row("accepted logins", ({accepted}) => accepted)
    ]
  };
}

/** Returns a change in words: `new`, `gone`, `up 40 %`, `3.4 times as many`, `as before`. */
function words({before, now, kind}: Change): string {
  if (kind === "same") return "as before";
  if (kind === "new" || kind === "gone") return kind;
  const ratio = now / before;
  return ratio >= 2 ? `${ratio.toFixed(1)} times as many` : `${kind} ${Math.round(100 * Math.abs(ratio - 1))} %`;
}

const daysOf = (before: Counted, now: Counted): {before: number; now: number} => ({before: before.days, now: now.days});
const rate = (perDay: number): string => (perDay >= 10 ? count(Math.round(perDay)) : perDay.toFixed(1));
const tenth = (value: number): number => Math.round(10 * value) / 10;

type Cells = (CodeCell | TextCell)[];

const bare = {id: "changes", metadata: {}};

function text(source: string): TextCell {
  return {...bare, cell_type: "markdown", source};
}

function say(markdown: string): CodeCell {
  return shownCell({"text/markdown": markdown});
}

function tableCell({columns, rows}: Table): CodeCell {
  const html = toHtml(htmlTable({columns, rows: rows.slice(0, shown)}, rows.length));
  return shownCell({"text/html": html, [rowsType]: [{columns, rows}]});
}

function shownCell(data: Readonly<Record<string, unknown>>): CodeCell {
  const output = {output_type: "display_data", metadata: {}, data} as const;
  return {...bare, cell_type: "code", source: "", execution_count: null, outputs: [output]};
}
