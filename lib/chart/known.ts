import {accountOf, accounts} from "./bars/accounts.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {BAND, WIDTH, PADDING, ROW, narrow} from "./parts/layout.ts";
import {tooltip, valueMark} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {sum} from "../base/sum.ts";
import {count, counted, sentences, share} from "../base/words.ts";
import type {Account} from "../rows/names.ts";

/** The attempts, and their distinct addresses and user names. */
type Counts = Omit<Account, "known">;

const measures = [
  ["attempts", "attempts"],
  ["addresses", "addresses"],
  ["names", "user names"]
] as const;

const ORDER = [true, false, null];
const LABELS = 128;

/**
 * Returns bars of how attempts, addresses and user names divide into accounts that exist on the host, others, and those
 * of which the log does not say. Shares are of `total`. An address that tried both kinds counts in both, so the shares
 * of addresses may add up to more than the whole.
 */
export function known(rows: readonly Account[], {total, ...options}: ChartOptions & {readonly total: Counts}): Spec {
  if (rows.length < 2) return one(rows[0], options);
  const {width = WIDTH} = options;
  const sorted = ORDER.flatMap((known) => rows.find((row) => row.known === known) ?? []);
  const panels = measures.map(([measure, name], i) =>
    panel(sorted, {measure, name, total: total[measure], labels: narrow(width) || i === 0, width: barWidth(width)})
  );
  return chart(
    {
      [narrow(width) ? "vconcat" : "hconcat"]: panels,
      ...(narrow(width) ? {spacing: 12} : {spacing: VALUES, bounds: "flush"}),
      resolve: {scale: {x: "independent", y: "independent"}}
    },
    {title: finding(sorted, total), subtitle: subtitle(rows, total, options), ...options}
  );
}

const VALUES = 92; // px right of a bar for its number and share

const barWidth = (width: number): number =>
  narrow(width) ? width - LABELS - VALUES - PADDING : Math.floor((width - LABELS - 3 * VALUES - PADDING) / 3);

interface Panel {
  readonly measure: keyof Counts;
  readonly name: string;
  readonly total: number;
  readonly labels: boolean;
  readonly width: number;
}

function panel(rows: readonly Account[], {measure, name, total, labels, width}: Panel): Spec {
  const values = rows.map((row) => {
    const n = row[measure];
    const account = accountOf(row.known);
    return {account, n, share: Number((n / total).toPrecision(4)), value: `${count(n)} · ${share(n, total)}`};
  });
  return {
    width,
    height: {step: ROW},
    title: {text: `${count(total)} ${name}`, fontSize: 12, anchor: "start", frame: "group", offset: 4},
    data: {values},
    encoding: {
      y: {field: "account", type: "nominal", sort: null, title: null, axis: labels ? axis : null},
      x: {field: "n", type: "quantitative", axis: null, scale: {domain: [0, total], nice: false}}
    },
    layer: [
      {
        name: measure,
        mark: {type: "bar", height: {band: BAND}},
        encoding: {
          color: {
            field: "account",
            type: "nominal",
            legend: null,
            scale: {domain: Object.keys(accounts), range: Object.values(accounts)}
          },
          tooltip: tooltip(["account", "account"], ["n", name, ","], ["share", `share of all ${name}`, ".2%"])
        }
      },
      {
        mark: valueMark,
        encoding: {text: {field: "value", type: "nominal"}}
      }
    ]
  };
}

const axis = {minExtent: LABELS, maxExtent: LABELS, labelFontSize: 12};

function finding(rows: readonly Account[], total: Counts): string {
  const existing = rows.find((row) => row.known);
  if (!existing) return "No attempt names an account that is known to exist on this host";
  const names = `${count(existing.names)} of ${counted(total.names, "name")}`;
  return `${share(existing.attempts, total.attempts)} of attempts aim at accounts that exist: ${names}`;
}

function subtitle(rows: readonly Account[], total: Counts, options: ChartOptions): string {
  const twice = sum(rows, (row) => row.addresses) > total.addresses;
  return sentences(
    "Refused attempts by what sshd says of the account, and how many addresses and user names are behind them",
    twice && "An address that tried both counts in both",
    provenance(options)
  );
}

function one(row: Account | undefined, options: ChartOptions): Spec {
  if (!row) return sentence("No attempt was refused, so no account was tried.", options);
  const who = `from ${counted(row.addresses, "address", "addresses")} on ${counted(row.names, "user name")}`;
  return sentence(
    `${counted(row.attempts, "attempt")} ${who}; of all the log says the same: ${accountOf(row.known)}.`,
    {
      title: "Nothing to compare",
      ...options
    }
  );
}
