import {bar, label, logins, value} from "./bars/method-bars.ts";
import type {Bar} from "./bars/method-bars.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, NAME_GAP, FONT, ROW, narrow, sized} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {fit, roomFor, visible} from "./parts/text.ts";
import {sum} from "../base/sum.ts";
import {count, listed, sentences, share} from "../base/words.ts";
import type {Method} from "../rows/methods.ts";

const NONE = "none judged";
const LABELS = 160; // px, at most
const VALUES = {narrow: 58, wide: 106}; // px behind the bars
const LOGINS = 54; // px of a diamond and its number

/**
 * Returns a bar for each method of refused attempts, failed and abandoned stacked, the most used first. A diamond
 * beside it has the number of accepted logins. Methods beyond the first `n` share a bar.
 */
export function methods(rows: readonly Method[], {n = 8, ...options}: ChartOptions & {n?: number} = {}): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  const total = sum(rows, refused);
  if (total + sum(rows, (row) => row.accepted) === 0)
    return sentence("Nobody tried a method: the log holds no attempt and no login.", options);
  const {width = WIDTH} = options;
  const bars = barsOf(rows, {n, total, phone: narrow(width)});
  const labels = bars.map(({method}) => method);
  const inner = width - roomFor(labels, LABELS) - sized(VALUES, width) - LOGINS - PADDING;
  return chart(
    {
      data: {values: bars},
      width: inner,
      height: {step: ROW},
      layer: [
        label,
        bar(Math.max(...bars.map(({attempts}) => attempts)), width),
        value,
        ...logins(bars, inner + sized(VALUES, width))
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
    return {
      ...row,
      rank,
      attempts,
      name: fit(row.method, LABELS - NAME_GAP, FONT.text),
      value: attempts > 0 ? value : ""
    };
  });
}

function added(rows: readonly Method[]): Omit<Method, "method"> {
  const failed = sum(rows, (row) => row.failed);
  const abandoned = sum(rows, (row) => row.abandoned);
  const accepted = sum(rows, (row) => row.accepted);
  return {failed, abandoned, accepted};
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
