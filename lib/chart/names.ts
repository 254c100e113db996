import {accountOf} from "./bars/accounts.ts";
import {ENLARGEMENT, NAMES, SPACING, enlarged, plain, trueScale} from "./bars/name-bars.ts";
import type {Bar} from "./bars/name-bars.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, NAME_GAP, FONT, sized} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {cut, fit, userName} from "./parts/text.ts";
import {sum} from "../base/sum.ts";
import {count, listed, sentences, share} from "../base/words.ts";
import type {Name} from "../rows/names.ts";

const LEAD = 2; // times the second from which on the first has bars of its own
const END = 1.04; // times the second: where the enlarged bars end

/**
 * Returns a bar for each of the *n* names tried most, bold where the account exists. If the first has more than twice
 * the attempts of the second, the bars stand twice: at true scale, and enlarged, with the first running off. `total` is
 * the number of all attempts, of which the shares are; `distinct` is the number of all names. By default both are those
 * of the rows. Names are written by `userName`.
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
  const {width = WIDTH} = options;
  const labels = sized(NAMES, width);
  const bars = top(rows, n, {total, labels});
  const edge = bars.length > 1 && bars[0].attempts > LEAD * bars[1].attempts ? END * bars[1].attempts : null;
  return chart(
    {
      data: {values: bars},
      spacing: SPACING,
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
    name: fit(userName(user), labels - NAME_GAP, FONT.text),
    user: userName(user),
    attempts,
    share: Number((attempts / total).toPrecision(4)),
    account: accountOf(known),
    bold: known === true
  }));
}

/** Returns a name for a sentence. It stands in quotes, because the sentence is ours and the name is not. */
const inSentence = ({user}: Bar): string => (/^[(“]/.test(user) ? cut(user, 40) : `“${cut(user, 40)}”`);

function finding(bars: readonly Bar[], total: number): string {
  const [first, second, third] = bars;
  if (!second) return `Only one user name was tried: ${inSentence(first)}`;
  const times = Math.floor(first.attempts / second.attempts);
  if (times >= LEAD)
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
  const times = edge === null ? 0 : Math.round((bars[0].attempts / edge) * ENLARGEMENT);
  const panels = `Left: true scale. Right: the same bars about ${times} times as long, ${inSentence(bars[0])} runs off`;
  return sentences(
    `Attempts by user name, ${shown}`,
    times > 0 && panels,
    "Bold: the account exists",
    provenance(options)
  );
}
