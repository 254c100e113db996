import {blocks, columns} from "./parts/blocks.ts";
import type {Block} from "./parts/blocks.ts";
import {chart, provenance, sentence, tooltip} from "./parts/spec.ts";
import type {ChartOptions, Spec} from "./parts/spec.ts";
import {fit, userName, wrap} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {count, counted, date, sentences, share} from "../base/words.ts";

/** A list of names that several addresses go through; times in epoch ms on the host's clock, as if it were UTC. */
export interface Dictionary {
  readonly addresses: number;
  readonly names: number;
  readonly attempts: number;
  readonly first: number;
  readonly last: number;
  /** Which part of the names comes in this order at the other addresses. */
  readonly inOrder: number;
  /** The names in the order in which they are tried; secret ones are masked. */
  readonly list: readonly {readonly user: string; readonly secret: boolean}[];
  readonly members: readonly string[];
}

/** What the dictionaries were looked for in: all addresses, how many of them tried enough names, and all attempts. */
export interface Searched {
  readonly addresses: number;
  readonly compared: number;
  readonly attempts: number;
}

/**
 * Returns the `n` dictionaries that most addresses share: a bar of their addresses, and the first names, as many as two
 * lines hold.
 */
export function dictionaries(
  rows: readonly Dictionary[],
  {n = 8, searched, ...options}: ChartOptions & {n?: number; searched: Searched}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  if (rows.length === 0) return sentence(nothing(searched), {title: "No shared dictionary", ...options});
  const {width = 760} = options;
  const shown = rows.toSorted((a, b) => b.addresses - a.addresses).slice(0, n);
  const told = shown.map((row) => blockOf(row, {width: columns(width).texts, total: searched.attempts}));
  const heads = ["addresses", "names in the order of their first tries"] as const;
  return chart(blocks(told, {width, heads, color: colors.addresses, tooltip: lines}), {
    title: finding(rows, searched),
    subtitle: subtitle(
      searched,
      shown.some((row, i) => hasMask(row, told[i])),
      options
    ),
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

function blockOf(row: Dictionary, {width, total}: {width: number; total: number}): Block {
  const {addresses, names, attempts, inOrder, first, last} = row;
  const seen = date(first) === date(last) ? date(first) : `${date(first)} – ${date(last)}`;
  const facts = [
    counted(names, "name"),
    `${counted(attempts, "attempt")} (${share(attempts, total)})`,
    seen,
    `${share(inOrder, 1)} in this order`
  ].join(" · ");
  return {
    ...{n: addresses, lines: firstNames(row, width), facts: wrap(facts, width, 11)},
    spoken: `${counted(addresses, "address", "addresses")} go through a list of ${counted(names, "name")}`,
    details: {
      ...{names, attempts, seen, examples: some(row.members)},
      ...{share: Number((attempts / total).toPrecision(4)), inOrder: Number(inOrder.toPrecision(4))}
    }
  };
}

const MOST = 60; // more names than two lines hold

/** Names in two lines of text: spaces within a name do not break it, and the sign between two stays with the first. */
function firstNames({list}: Dictionary, width: number): string[] {
  const lines = wrap(list.slice(0, MOST).map(inLine).join("\u00a0› "), width, 12);
  return lines.length > 2 ? [lines[0], fit(`${lines[1]} …`, width, 12)] : lines;
}

const inLine = ({user}: Dictionary["list"][number]): string => userName(user, 40).replaceAll(" ", "\u00a0");

/** Whether a masked name is among those that are shown. */
function hasMask({list}: Dictionary, {lines}: Block): boolean {
  const text = lines.join(" ");
  return list.slice(0, MOST).some((name) => name.secret && text.includes(inLine(name)));
}

function some(members: readonly string[]): string {
  const rest = members.length - 3;
  return members.slice(0, 3).join(", ") + (rest > 0 ? ` and ${count(rest)} more` : "");
}

function finding(rows: readonly Dictionary[], {compared}: Searched): string {
  const sharing = sum(rows, ({addresses}) => addresses);
  const most = Math.max(...rows.map(({addresses}) => addresses));
  const lists = rows.length === 1 ? "one list" : `${count(rows.length)} lists`;
  const largest = rows.length === 1 ? "" : `; ${count(most)} go through the largest`;
  return `${count(sharing)} of ${counted(compared, "address", "addresses")} share ${lists} of names${largest}`;
}

function subtitle({compared, addresses}: Searched, masks: boolean, options: ChartOptions): string {
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
