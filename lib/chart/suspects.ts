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
import {capital, count, counted, sentences} from "../base/words.ts";
import type {Suspect} from "../rows/suspects.ts";

const MAIL = "e-mail address";
const MASKED = /^.?… \(\d+\)$/su;

/** Returns a bar for each suspicion: how many names it falls on, and those that were tried most. */
export function suspects(rows: readonly Suspect[], options: ChartOptions = {}): Spec {
  if (rows.length === 0)
    return sentence("No user name looks like a password or an e-mail address.", {title: "No suspects", ...options});
  const {width = WIDTH} = options;
  const groups = [...Map.groupBy(rows, ({suspicion}) => suspicion)].toSorted(([, a], [, b]) => b.length - a.length);
  const told = groups.map(([suspicion, group]) => blockOf(suspicion, group, columns(width).texts));
  const heads = ["names", "what they look like, and the most tried of them"] as const;
  return chart(blocks(told, {width, heads, color: colors.attempts, tooltip: lines}), {
    title: finding(rows),
    subtitle: subtitle(rows, options),
    ...options
  });
}

const lines = tooltip(
  ["suspicion", "looks like"],
  ["n", "names", ","],
  ["attempts", "attempts", ","],
  ["widest", "addresses that tried the same name, at most", ","],
  ["loggedIn", "names from an address that logged in", ","]
);

function blockOf(suspicion: string, rows: readonly Suspect[], width: number): Block {
  const sorted = rows.toSorted((a, b) => b.attempts - a.attempts);
  const attempts = sum(rows, (row) => row.attempts);
  const widest = Math.max(...rows.map(({addresses}) => addresses));
  const loggedIn = rows.filter((row) => row.loggedIn).length;
  const some = sorted.slice(0, 40).map(({user}) => userName(user, 40).replaceAll(" ", "\u00a0"));
  const facts = [
    counted(attempts, "attempt"),
    `${rows.length > 1 ? "each from up to" : "from"} ${counted(widest, "address", "addresses")}`,
    ...(loggedIn > 0 ? [`◆ ${count(loggedIn)} from an address that has logged in`] : [])
  ].join(" · ");
  return {
    n: rows.length,
    lines: [fit(`${capital(suspicion)}: ${some.join(", ")}`, width, FONT.text)],
    facts: wrap(facts, width, {fontSize: FONT.small}),
    spoken: `${counted(rows.length, "name")}: ${suspicion}`,
    details: {suspicion, attempts, widest, loggedIn}
  };
}

function finding(rows: readonly Suspect[]): string {
  const mails = rows.filter(({suspicion}) => suspicion === MAIL).length;
  const passwords = rows.length - mails;
  const names = (n: number): string => `${counted(n, "name")} ${n === 1 ? "looks" : "look"}`;
  const like =
    passwords === 0
      ? `${names(mails)} like an e-mail address`
      : `${names(passwords)} like a password${mails > 0 ? `, ${count(mails)} like an e-mail address` : ""}`;
  const loggedIn = rows.filter((row) => row.loggedIn).length;
  const from = loggedIn === 0 ? "none" : count(loggedIn);
  return `${like}; ${from} came from an address that has logged in`;
}

function subtitle(rows: readonly Suspect[], options: ChartOptions): string {
  return sentences(
    "User names of refused attempts that are no account here and look like a password or an e-mail address",
    rows.every(({user}) => MASKED.test(user)) && "Masked: the first character, and how many there are",
    rows.some(({addresses}) => addresses > 2) && "What many addresses try stands in a list and is nobody's secret",
    provenance(options)
  );
}
