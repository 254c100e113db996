import {SPACING, columnsOf} from "./bars/country-columns.ts";
import {belowRows, flagLayers, flagRoom, flagged} from "./bars/flags.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {conserved} from "./parts/conservation.ts";
import {WIDTH, PADDING, narrow} from "./parts/layout.ts";
import {caption} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {sum} from "../base/sum.ts";
import {capital, count, counted, listed, sentences, share, withArticle} from "../base/words.ts";
import type {Country} from "../rows/countries.ts";
import type {Flagged} from "../rows/flags.ts";
import type {Conservation} from "../rows/places.ts";

/**
 * Returns a row for each of the *n* countries with the most attempts: its flag and bars of its attempts, of their
 * distinct addresses, and of attempts per address. On a phone the last two are numbers. Shares are of the total of the
 * conservation, by default of the sum of the rows.
 */
export function countries(
  rows: readonly (Country & Flagged)[],
  {n = 20, conservation, ...options}: ChartOptions & {n?: number; conservation?: Conservation} = {}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  const total = conservation?.total ?? sum(rows, attemptsOf);
  if (rows.length < 2) return oneCountry(rows, total, options);
  const {width = WIDTH} = options;
  const room = flagRoom(width);
  const sorted = rows.toSorted((a, b) => b.attempts - a.attempts);
  const drawn = sorted.slice(0, n).map((row, rank) => ({rank, ...values(row, total), ...flagged(row, room)}));
  const shown = sum(sorted.slice(0, n), attemptsOf);
  const line = conserved(
    [
      [shown, "in the bars"],
      [sum(rows, attemptsOf) - shown, "from other countries"]
    ],
    conservation
  );
  const [first, ...others] = columnsOf(drawn, {width: width - PADDING - room, phone: narrow(width)});
  const below = caption([line], {width: width - PADDING, x: -room, y: belowRows(drawn.length)});
  return chart(
    {
      data: {values: drawn},
      spacing: narrow(width) ? 0 : SPACING,
      bounds: "flush",
      hconcat: [{...first, layer: [...flagLayers(room), ...first.layer, below]}, ...others],
      resolve: {scale: {x: "independent", y: "shared"}}
    },
    {title: finding(sorted, total), subtitle: subtitle(sorted, n, options), ...options}
  );
}

const attemptsOf = (row: {attempts: number}): number => row.attempts;

function values({code, attempts, addresses}: Country, total: number) {
  const ratio = attempts / Math.max(1, addresses);
  const perAddress = ratio < 10 ? Math.round(10 * ratio) / 10 : Math.round(ratio);
  return {code, attempts, addresses, perAddress, share: Number((attempts / total).toPrecision(4))};
}

function finding(sorted: readonly Country[], total: number): string {
  const leaders = sorted[0].attempts > 2 * sorted[1].attempts ? sorted.slice(0, 1) : sorted.slice(0, 2);
  const verb = leaders.length === 1 ? "sends" : "send";
  const who = capital(listed(leaders.map((row) => withArticle(row.name))));
  return `${who} ${verb} ${share(sum(leaders, attemptsOf), total)} of all attempts`;
}

function subtitle(sorted: readonly Country[], n: number, options: ChartOptions): string {
  const shown = sorted.length > n ? `the ${n} largest of ${count(sorted.length)}` : `all ${sorted.length}`;
  return sentences(
    `Attempts by country of the address, and the distinct addresses behind them; ${shown}`,
    provenance(options)
  );
}

function oneCountry(rows: readonly Country[], total: number, options: ChartOptions): Spec {
  if (rows.length === 0) return sentence("No attempt came from an address with a known country.", options);
  const [{name, attempts, addresses}] = rows;
  const text = `Every attempt with a known country came from ${withArticle(name)}: ${count(attempts)} of ${counted(total, "attempt")}, from ${counted(addresses, "address", "addresses")}.`;
  return sentence(text, {title: `One country only: ${name}`, ...options});
}
