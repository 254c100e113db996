import {blocks, columns} from "./bars/blocks.ts";
import type {Block} from "./bars/blocks.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, FONT} from "./parts/layout.ts";
import {tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {fit, userName, wrap} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {count, counted, date, sentences, share} from "../base/words.ts";
import type {Dictionaries, Dictionary} from "../rows/name-lists.ts";

/** A list of names; the order of the rows tells its rank. */
type NameList = Omit<Dictionary, "id">;

/** What the lists were looked for in. */
type Searched = Omit<Dictionaries, "dictionaries">;

/**
 * Returns the `n` lists of names that the most addresses share: a bar of these addresses, and as many of the first
 * names as two lines hold.
 */
export function dictionaries(
  rows: readonly NameList[],
  {n = 8, searched, ...options}: ChartOptions & {n?: number; searched: Searched}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  if (rows.length === 0) return sentence(nothing(searched), {title: "No shared dictionary", ...options});
  const {width = WIDTH} = options;
  const shown = rows.toSorted((a, b) => b.addresses - a.addresses).slice(0, n);
  const told = shown.map((row) => blockOf(row, {width: columns(width).texts, total: searched.attempts}));
  const heads = ["addresses", "names in the order of their first tries"] as const;
  return chart(blocks(told, {width, heads, color: colors.addresses, tooltip: lines}), {
    title: finding(rows, searched),
    subtitle: subtitle(searched, {...options, masks: shown.some((row, i) => hasMask(row, told[i]))}),
    ...options
  });
}

const lines = tooltip(
  ["n", "addresses", ","],
  ["examples", "these are"],
  ["names", "names", ","],
  ["attempts", "attempts", ","],
  ["share", "share of all", ".2%"],
  ["inOrder", "names in this order", ".1%"],
  ["seen", "seen"]
);

function blockOf(row: NameList, {width, total}: {width: number; total: number}): Block {
  const {addresses, names, attempts, inOrder, first, last} = row;
  const seen = date(first) === date(last) ? date(first) : `${date(first)} – ${date(last)}`;
  const facts = [
    counted(names, "name"),
    `${counted(attempts, "attempt")} (${share(attempts, total)})`,
    seen,
    `${share(inOrder, 1)} in this order`
  ].join(" · ");
  return {
    n: addresses,
    lines: firstNames(row, width),
    facts: wrap(facts, width, {fontSize: FONT.small}),
    spoken: `${counted(addresses, "address", "addresses")} go through a list of ${counted(names, "name")}`,
    details: {
      names,
      attempts,
      seen,
      examples: some(row.members),
      share: Number((attempts / total).toPrecision(4)),
      inOrder: Number(inOrder.toPrecision(4))
    }
  };
}

const MOST = 60; // more names than two lines hold

/**
 * Returns the first names in at most two lines of text. A space within a name does not break it, and the sign between
 * two names stays with the first.
 */
function firstNames({list}: NameList, width: number): string[] {
  const lines = wrap(list.slice(0, MOST).map(inLine).join("\u00a0› "), width);
  return lines.length > 2 ? [lines[0], fit(`${lines[1]} …`, width, FONT.text)] : lines;
}

const inLine = ({user}: NameList["list"][number]): string => userName(user, 40).replaceAll(" ", "\u00a0");

/** Returns whether one of the names that are shown is masked. */
function hasMask({list}: NameList, {lines}: Block): boolean {
  const text = lines.join(" ");
  return list.slice(0, MOST).some((name) => name.secret && text.includes(inLine(name)));
}

function some(members: readonly string[]): string {
  const rest = members.length - 3;
  return members.slice(0, 3).join(", ") + (rest > 0 ? ` and ${count(rest)} more` : "");
}

function finding(rows: readonly NameList[], {compared}: Searched): string {
  const sharing = sum(rows, ({addresses}) => addresses);
  const most = Math.max(...rows.map(({addresses}) => addresses));
  const lists = rows.length === 1 ? "one list" : `${count(rows.length)} lists`;
  const largest = rows.length === 1 ? "" : `; ${count(most)} go through the largest`;
  return `${count(sharing)} of ${counted(compared, "address", "addresses")} share ${lists} of names${largest}`;
}

function subtitle({compared, addresses}: Searched, {masks, ...options}: ChartOptions & {masks: boolean}): string {
  return sentences(
    "Addresses that try the same user names in the same order, and the names in the order of the one that got furthest",
    `Compared: ${count(compared)} of ${counted(addresses, "address", "addresses")}; the others tried too few names`,
    masks && "Masked, with its length: what looks like a password or an e-mail address",
    provenance(options)
  );
}

function nothing({compared, addresses}: Searched): string {
  const few = `${count(compared)} of ${counted(addresses, "address", "addresses")} tried enough names to be compared`;
  return compared < 2
    ? `No dictionary can be told: ${few}.`
    : `No two addresses try the same user names in the same order: ${few}.`;
}
