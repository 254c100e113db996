import {chart, nameLabel, narrow, provenance, sentence, tooltip} from "./parts/spec.ts";
import type {ChartOptions, Spec} from "./parts/spec.ts";
import {cut, fit, userName} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {count, listed, sentences, share} from "../base/words.ts";
import type {Name} from "../rows/names.ts";

interface Bar {
  readonly rank: number;
  readonly name: string;
  readonly user: string;
  readonly attempts: number;
  readonly share: number;
  readonly account: keyof typeof accounts;
  readonly bold: boolean;
}

/** What the log says of the account of a name, and its colour. */
export const accounts = {
  "exists on this host": colors.known,
  "does not exist here": colors.attempts,
  "not said in the log": colors.grey
} as const;

/** Returns the words for whether an account exists; null: the log does not say. */
export const accountOf = (known: boolean | null): keyof typeof accounts =>
  known === null ? "not said in the log" : known ? "exists on this host" : "does not exist here";

const labelRoom = (width: number): number => (narrow(width) ? 94 : 104);

/**
 * Returns a bar for each of the *n* names tried most, bold where the account exists. If the first is more than twice the
 * second, the bars stand twice: at true scale, and enlarged with the first running off. `total` is the number of all
 * attempts (the shares' whole) and `distinct` of all names; by default those of the rows. Names are shown by `userName`.
 */
export function names(
  rows: readonly Pick<Name, "user" | "known" | "attempts">[],
  {
    n = 20,
    total = sum(rows, (row) => row.attempts),
    distinct = rows.length,
    ...options
  }: ChartOptions & {n?: number; total?: number; distinct?: number} = {}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  if (rows.length === 0) return sentence("No user name was tried in this span.", options);
  const {width = 760} = options;
  const labels = labelRoom(width);
  const bars = top(rows, n, {total, labels});
  const edge = bars.length > 1 && bars[0].attempts > 2 * bars[1].attempts ? 1.04 * bars[1].attempts : null;
  return chart(
    {
      data: {values: bars},
      spacing: 18,
      hconcat: edge === null ? [plain(bars, width)] : [trueScale(bars, width), enlarged(bars, edge, width)],
      resolve: {scale: {x: "independent", y: "shared"}}
    },
    {title: finding(bars, total), subtitle: subtitle(bars, {distinct, edge, ...options}), ...options}
  );
}

function top(
  rows: readonly Pick<Name, "user" | "known" | "attempts">[],
  n: number,
  {total, labels}: {total: number; labels: number}
): Bar[] {
  const sorted = rows.toSorted((a, b) => b.attempts - a.attempts).slice(0, n);
  return sorted.map(({user, known, attempts}, rank) => ({
    rank,
    name: fit(userName(user), labels - 8, 12),
    user: userName(user),
    attempts,
    share: Number((attempts / total).toPrecision(4)),
    account: accountOf(known),
    bold: known === true
  }));
}

function plain(bars: readonly Bar[], width: number): Spec {
  return {
    width: width - labelRoom(width) - 8 - (narrow(width) ? 50 : 100),
    height: {step: 20},
    layer: [labels, bar("attempts", bars[0].attempts, null, legend(bars, width)), values(bars[0].attempts, width)]
  };
}

function trueScale(bars: readonly Bar[], width: number): Spec {
  const most = bars[0].attempts;
  const inner = Math.round((width - labelRoom(width)) * (narrow(width) ? 0.24 : 0.36));
  return {
    width: inner,
    height: {step: 20},
    layer: [labels, bar("attempts", most, axis(most, inner), legend(bars, width))]
  };
}

/** The same bars cut at a length that shows the second to the last; cut in the expression, as `clip` loses bars. */
function enlarged(bars: readonly Bar[], edge: number, width: number): Spec {
  const inner = Math.round((width - labelRoom(width) - 26) * (narrow(width) ? 0.46 : 0.48));
  return {
    width: inner,
    height: {step: 20},
    transform: [{calculate: `min(datum.attempts, ${edge})`, as: "drawn"}],
    layer: [bar("drawn", edge, axis(edge, inner), legend(bars, width)), values(edge, width), runningOff(edge, width)]
  };
}

const y = {field: "rank", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.3, paddingOuter: 0.1}};

const labels: Spec = {name: "names", layer: [nameLabel(y, {bold: false}), nameLabel(y, {bold: true})]};

function bar(field: string, most: number, axis: Spec | null, legend: Spec): Spec {
  return {
    name: field === "attempts" ? "bars" : "enlarged",
    transform: [{calculate: "datum.user + ': ' + format(datum.attempts, ',') + ' attempts'", as: "spoken"}],
    mark: {type: "bar", aria: field === "attempts"},
    encoding: {
      y,
      description: {field: "spoken", type: "nominal"},
      x: {field, type: "quantitative", title: null, axis, scale: {domain: [0, most], nice: false}},
      color: {
        ...{field: "account", type: "nominal", title: null, legend},
        scale: {domain: Object.keys(accounts), range: Object.values(accounts)}
      },
      tooltip: tooltip(
        ["user", "user name"],
        ["attempts", "attempts", ","],
        ["share", "share of all", ".2%"],
        ["account", "account"]
      )
    }
  };
}

const legend = (bars: readonly Bar[], width: number): Spec => ({
  columns: narrow(width) ? 2 : 3,
  values: Object.keys(accounts).filter((account) => bars.some((bar) => bar.account === account))
});

function axis(most: number, width: number): Spec {
  return {
    ...{orient: "top", grid: true, tickCount: Math.max(1, Math.floor(width / 80)), labelOverlap: true},
    labelExpr: `datum.value > ${most} ? '' : format(datum.value, '~s')`,
    labelAlign: {condition: {test: "datum.value == 0", value: "left"}, value: "center"}
  };
}

const valueText = (width: number): string =>
  "format(datum.attempts, ',')" + (narrow(width) ? "" : " + '  ·  ' + format(datum.share, '.1%')");

const values = (most: number, width: number): Spec => ({
  transform: [{filter: `datum.attempts <= ${most}`}, {calculate: valueText(width), as: "value"}],
  mark: {type: "text", align: "left", dx: 5, tooltip: null, aria: false},
  encoding: {y, x: {field: "attempts", type: "quantitative"}, text: {field: "value", type: "nominal"}}
});

const runningOff = (edge: number, width: number): Spec => ({
  transform: [{filter: `datum.attempts > ${edge}`}, {calculate: `'▸ ' + ${valueText(width)}`, as: "value"}],
  mark: {type: "text", align: "left", dx: 2, x: "width", fontWeight: 600, tooltip: null, aria: false},
  encoding: {y, text: {field: "value", type: "nominal"}}
});

/** A name in a sentence stands in quotes, as the rest of the sentence is ours and the name is not. */
const inSentence = ({user}: Bar): string => (/^[(“]/.test(user) ? cut(user, 40) : `“${cut(user, 40)}”`);

function finding(bars: readonly Bar[], total: number): string {
  const [first, second, third] = bars;
  if (!second) return `Only one user name was tried: ${inSentence(first)}`;
  const times = Math.floor(first.attempts / second.attempts);
  if (times >= 2)
    return `${inSentence(first)} takes ${share(first.attempts, total)} of all attempts, ${times} times the runner-up`;
  const leaders = third ? [first, second, third] : [first, second];
  return `${listed(leaders.map(inSentence))} take ${share(
    sum(leaders, (bar) => bar.attempts),
    total
  )} of all attempts`;
}

function subtitle(
  bars: readonly Bar[],
  {distinct, edge, ...options}: ChartOptions & {distinct: number; edge: number | null}
): string {
  const shown =
    distinct > bars.length ? `top ${bars.length} of ${count(distinct)} names` : `all ${count(distinct)} names`;
  const times = edge === null ? 0 : Math.round((bars[0].attempts / edge) * (0.48 / 0.36));
  const panels = `Left: true scale. Right: the same bars about ${times} times as long, ${inSentence(bars[0])} runs off`;
  return sentences(
    `Attempts by user name, ${shown}`,
    times > 0 && panels,
    "Bold: the account exists",
    provenance(options)
  );
}
