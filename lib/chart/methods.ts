import {chart, narrow, provenance, sentence, tooltip} from "./parts/spec.ts";
import type {ChartOptions, Spec} from "./parts/spec.ts";
import {fit, roomFor, visible} from "./parts/text.ts";
import {outcomes} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {count, listed, sentences, share} from "../base/words.ts";
import type {Method} from "../rows/methods.ts";

interface Bar extends Omit<Method, "method"> {
  readonly rank: number;
  readonly method: string;
  readonly name: string;
  readonly attempts: number;
  readonly value: string;
}

const NONE = "none judged";
const LABELS = 160;
const LOGINS = 54;
const valueRoom = (width: number): number => (narrow(width) ? 58 : 106);

/**
 * Returns a bar for each method of refused attempts, failed and abandoned, the most used first, and beside it a diamond
 * with the number of accepted logins. Methods beyond the first `n` share a bar.
 */
export function methods(rows: readonly Method[], {n = 8, ...options}: ChartOptions & {n?: number} = {}): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  const total = sum(rows, refused);
  if (total + sum(rows, (row) => row.accepted) === 0)
    return sentence("Nobody tried a method: the log holds no attempt and no login.", options);
  const {width = 760} = options;
  const bars = barsOf(rows, {n, total, phone: narrow(width)});
  const labels = bars.map(({method}) => method);
  const inner = width - roomFor(labels, LABELS) - valueRoom(width) - LOGINS - 8;
  return chart(
    {
      data: {values: bars},
      width: inner,
      height: {step: 24},
      layer: [
        label,
        bar(Math.max(...bars.map(({attempts}) => attempts)), width),
        value,
        ...logins(bars, inner + valueRoom(width))
      ]
    },
    {
      title: finding(bars, total),
      subtitle: sentences(
        "Refused attempts by the method that the server names; none judged: it left before a credential was",
        bars.some((bar) => bar.accepted > 0) && "Diamonds: accepted logins",
        provenance(options)
      ),
      ...options
    }
  );
}

const refused = (row: Pick<Method, "failed" | "abandoned">): number => row.failed + row.abandoned;

function barsOf(rows: readonly Method[], {n, total, phone}: {n: number; total: number; phone: boolean}): Bar[] {
  const sorted = rows.toSorted((a, b) => refused(b) - refused(a) || b.accepted - a.accepted);
  const kept = sorted.slice(0, sorted.length > n ? n - 1 : n);
  const others = sorted.slice(kept.length);
  const named = kept.map((row) => ({...row, method: row.method === null ? NONE : visible(row.method, 60)}));
  const all = others.length > 0 ? [...named, {...added(others), method: `${others.length} others`}] : named;
  return all.map((row, rank) => {
    const attempts = refused(row);
    const value = phone ? count(attempts) : `${count(attempts)} · ${share(attempts, total)}`;
    return {...row, rank, attempts, name: fit(row.method, LABELS - 8, 12), value: attempts > 0 ? value : ""};
  });
}

function added(rows: readonly Method[]): Omit<Method, "method"> {
  const [failed, abandoned, accepted] = [
    sum(rows, (row) => row.failed),
    sum(rows, (row) => row.abandoned),
    sum(rows, (row) => row.accepted)
  ];
  return {failed, abandoned, accepted};
}

const y = {field: "rank", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.3, paddingOuter: 0.1}};

const lines = tooltip(
  ["method", "method"],
  ["attempts", "attempts", ","],
  ["failed", "failed", ","],
  ["abandoned", "abandoned", ","],
  ["accepted", "accepted", ","]
);

const label: Spec = {
  name: "methods",
  mark: {type: "text", style: "name", align: "right", x: -7, tooltip: null, aria: false},
  encoding: {y, text: {field: "name", type: "nominal"}}
};

const SHOWN = ["failed", "abandoned", "accepted"] as const;

const bar = (most: number, width: number): Spec => ({
  name: "bars",
  transform: [{fold: ["failed", "abandoned"], as: ["outcome", "n"]}, {filter: "datum.n > 0"}],
  mark: {type: "bar"},
  encoding: {
    y,
    x: {
      ...{field: "n", type: "quantitative", title: null, axis: null, stack: "zero"},
      scale: {domain: [0, most || 1], nice: false}
    },
    color: {
      ...{field: "outcome", type: "nominal", title: null},
      scale: {domain: SHOWN, range: SHOWN.map((name) => outcomes[name])},
      legend: {columns: narrow(width) ? 2 : 3, symbolType: {expr: "datum.value == 'accepted' ? 'diamond' : 'square'"}}
    },
    tooltip: lines
  }
});

const value: Spec = {
  mark: {type: "text", align: "left", dx: 5, tooltip: null, aria: false},
  encoding: {y, x: {field: "attempts", type: "quantitative"}, text: {field: "value", type: "nominal"}}
};

function logins(bars: readonly Bar[], x: number): Spec[] {
  const values = bars.filter((bar) => bar.accepted > 0);
  if (values.length === 0) return [];
  const diamonds = {
    name: "logins",
    data: {values},
    mark: {type: "point", shape: "diamond", filled: true, size: 50, color: outcomes.accepted, opacity: 1, x},
    encoding: {y, tooltip: lines}
  };
  const numbers = {
    data: {values},
    mark: {type: "text", align: "left", x: x + 9, tooltip: null, aria: false},
    encoding: {y, text: {field: "accepted", type: "quantitative", format: ","}}
  };
  return [diamonds, numbers];
}

function finding(bars: readonly Bar[], total: number): string {
  const ways = bars.filter(({accepted}) => accepted > 0).toSorted((a, b) => b.accepted - a.accepted);
  const logins = ways.length > 0 ? `logins came by ${listed(ways.map(way))}` : "no login was accepted";
  const [first] = bars;
  if (total === 0) return `No attempt was refused; ${logins}`;
  const part = share(first.attempts, total);
  if (first.method === NONE) return `${part} of attempts left before a credential was judged; ${logins}`;
  return `${part} of attempts try ${first.method}; ${logins}`;
}

const way = ({method, accepted}: Bar): string => `${method} (${count(accepted)})`;
