import {chart, narrow, provenance, sentence, tooltip} from "./spec.ts";
import type {ChartOptions, Spec} from "./spec.ts";
import {fit, visible} from "./text.ts";
import {colors} from "./theme.ts";
import {capital, count, counted, listed, sentences, share, sum, withArticle} from "./words.ts";

/** A country's attempts and distinct addresses; its flag is a data address with its size in px, or null. */
export interface Country {
  readonly code: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
  readonly flag: string | null;
  readonly flagWidth: number;
  readonly flagHeight: number;
}

const BOX = {width: 20, height: 14};

/**
 * Returns a bar for each of the *n* countries with most attempts, flags beside their names, and a dot for the distinct
 * addresses behind them. `total` is the whole of the shares, by default the rows' sum. A flag keeps to a box of
 * 20 × 14 px that ends before its name begins, whatever the fonts.
 */
export function countries(
  rows: readonly Country[],
  {n = 20, total = sum(rows, (row) => row.attempts), ...options}: ChartOptions & {n?: number; total?: number} = {}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  if (rows.length < 2) return oneCountry(rows, total, options);
  const {width = 760} = options;
  const room = narrow(width) ? 128 : 142;
  const sorted = rows.toSorted((a, b) => b.attempts - a.attempts);
  const bars = sorted.slice(0, n).map((row, rank) => bar(row, rank, {total, width: room - 30}));
  const dots = narrow(width) ? 44 : 114;
  const values = narrow(width) ? 46 : 58;
  return chart(
    {
      data: {values: bars},
      spacing: values,
      bounds: "flush",
      hconcat: [
        {
          width: width - 8 - room - values - dots - 10,
          height: {step: 24},
          layer: [image(room), frame(room), label(room), length, value]
        },
        {width: dots, height: {step: 24}, layer: [stem, dot(narrow(width))]}
      ],
      resolve: {scale: {x: "independent", y: "shared"}}
    },
    {title: finding(sorted, total), subtitle: subtitle(sorted, n, options), ...options}
  );
}

function bar(
  {code, name, attempts, addresses, flag, flagWidth, flagHeight}: Country,
  rank: number,
  {total, width}: {total: number; width: number}
): Spec {
  const scale = Math.min(BOX.width / flagWidth, BOX.height / flagHeight);
  return {
    ...{rank, code, name: visible(name, 60), label: fit(visible(name, 60), width, 12), attempts, addresses},
    share: Number((attempts / total).toPrecision(4)),
    perAddress: Math.round(attempts / Math.max(1, addresses)),
    ...(flag && {flag, flagWidth: tenth(flagWidth * scale), flagHeight: tenth(flagHeight * scale)})
  };
}

const tenth = (n: number): number => Math.round(10 * n) / 10;

const y = {field: "rank", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.35, paddingOuter: 0.15}};

const withFlag = [{filter: "isValid(datum.flag)"}];

const image = (room: number): Spec => ({
  name: "flags",
  transform: withFlag,
  mark: {
    type: "image",
    ...BOX,
    align: "center",
    baseline: "middle",
    x: 10 - room,
    aspect: true,
    aria: false,
    tooltip: null
  },
  encoding: {y, url: {field: "flag", type: "nominal"}}
});

const frame = (room: number): Spec => ({
  transform: withFlag,
  mark: {
    ...{type: "rect", width: {expr: "datum.flagWidth"}, height: {expr: "datum.flagHeight"}, x: 10 - room},
    ...{filled: false, stroke: colors.grey, strokeWidth: 0.75, strokeOpacity: 0.7, aria: false, tooltip: null}
  },
  encoding: {y}
});

const label = (room: number): Spec => ({
  name: "names",
  mark: {type: "text", style: "name", align: "left", baseline: "middle", x: 28 - room, tooltip: null},
  encoding: {y, text: {field: "label", type: "nominal"}}
});

const facts = tooltip(
  ["name", "country"],
  ["attempts", "attempts", ","],
  ["share", "share of all", ".1%"],
  ["addresses", "addresses", ","],
  ["perAddress", "attempts per address", ","]
);

const length: Spec = {
  name: "bars",
  transform: [{calculate: "datum.name + ': ' + format(datum.attempts, ',') + ' attempts'", as: "spoken"}],
  mark: {type: "bar"},
  encoding: {
    y,
    description: {field: "spoken", type: "nominal"},
    x: {field: "attempts", type: "quantitative", title: null, axis: null, scale: {nice: false}},
    tooltip: facts
  }
};

const value: Spec = {
  mark: {type: "text", align: "left", baseline: "middle", dx: 5, aria: false, tooltip: null},
  encoding: {
    y,
    x: {field: "attempts", type: "quantitative"},
    text: {field: "attempts", type: "quantitative", format: ","}
  }
};

const stem: Spec = {
  mark: {type: "rule", strokeOpacity: 0.5, tooltip: null, aria: false},
  encoding: {y, x: {field: "addresses", type: "quantitative"}, x2: {datum: 0}}
};

const dot = (narrow: boolean): Spec => ({
  name: "dots",
  mark: {type: "point", shape: "circle", filled: true, size: 46, color: colors.addresses, opacity: 1},
  encoding: {
    y,
    x: {
      ...{field: "addresses", type: "quantitative", scale: {nice: true}},
      axis: {
        ...{
          orient: "top",
          grid: true,
          tickCount: narrow ? 2 : 3,
          labelFlush: false,
          labelExpr: "format(datum.value, '~s')"
        },
        ...{title: "addresses", titleAlign: "left", titleAnchor: "start", titlePadding: 4, titleX: 0}
      }
    },
    tooltip: facts
  }
});

function finding(sorted: readonly Country[], total: number): string {
  const leaders = sorted[0].attempts > 2 * sorted[1].attempts ? sorted.slice(0, 1) : sorted.slice(0, 2);
  const verb = leaders.length === 1 ? "sends" : "send";
  const who = capital(listed(leaders.map((row) => withArticle(row.name))));
  return `${who} ${verb} ${share(
    sum(leaders, (row) => row.attempts),
    total
  )} of all attempts`;
}

function subtitle(sorted: readonly Country[], n: number, options: ChartOptions): string {
  const rest = sum(sorted.slice(n), (row) => row.attempts);
  const shown = rest > 0 ? `top ${n} of ${sorted.length}, the others sent ${count(rest)}` : `all ${sorted.length}`;
  return sentences(
    `Attempts by country of the address, ${shown}; dot: distinct addresses behind them`,
    provenance(options)
  );
}

function oneCountry(rows: readonly Country[], total: number, options: ChartOptions): Spec {
  if (rows.length === 0) return sentence("No attempt came from an address with a known country.", options);
  const [{name, attempts, addresses}] = rows;
  const text = `Every attempt with a known country came from ${withArticle(name)}: ${count(attempts)} of ${counted(total, "attempt")}, from ${counted(addresses, "address", "addresses")}.`;
  return sentence(text, {title: `One country only: ${name}`, ...options});
}
