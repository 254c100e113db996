import {FLAG_ROW, flagLayers, flagged, rank} from "./parts/flags.ts";
import {conserved} from "./map/map.ts";
import {caption, chart, narrow, provenance, sentence, tooltip} from "./parts/spec.ts";
import type {ChartOptions, Spec} from "./parts/spec.ts";
import {colors} from "./parts/theme.ts";
import {textWidth} from "./parts/widths.ts";
import {sum} from "../base/sum.ts";
import {capital, count, counted, listed, sentences, share, withArticle} from "../base/words.ts";
import type {Country} from "../rows/countries.ts";
import type {Flagged} from "../rows/flags.ts";
import type {Conservation} from "../rows/places.ts";

/**
 * Returns a row for each of the *n* countries with most attempts: its flag and bars of its attempts, of the distinct
 * addresses that they come from, and of attempts per address; on a phone the latter two are numbers. Shares are of the
 * conservation's total, by default of the rows' sum.
 */
export function countries(
  rows: readonly (Country & Flagged)[],
  {n = 20, conservation, ...options}: ChartOptions & {n?: number; conservation?: Conservation} = {}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  const total = conservation?.total ?? sum(rows, attemptsOf);
  if (rows.length < 2) return oneCountry(rows, total, options);
  const {width = 760} = options;
  const room = narrow(width) ? 128 : 142;
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
  const [first, ...others] = narrow(width)
    ? [bars(attempts, drawn, width - 8 - room - 2 * NUMBERS), numbers(addresses), numbers(perAddress)]
    : [attempts, addresses, perAddress].map((column, i) => bars(column, drawn, WIDE[i] * (width - 8 - room - 32)));
  const below = caption([line], {width: width - 8, x: -room, y: FLAG_ROW * drawn.length + 10});
  return chart(
    {
      data: {values: drawn},
      spacing: narrow(width) ? 0 : 16,
      bounds: "flush",
      hconcat: [{...first, layer: [...flagLayers(room), ...first.layer, below]}, ...others],
      resolve: {scale: {x: "independent", y: "shared"}}
    },
    {title: finding(sorted, total), subtitle: subtitle(sorted, n, options), ...options}
  );
}

const WIDE = [0.48, 0.26, 0.26]; // parts of the columns
const NUMBERS = 60; // px of a column without bars

const attemptsOf = (row: {attempts: number}): number => row.attempts;

function values({code, attempts, addresses}: Country, total: number) {
  const ratio = attempts / Math.max(1, addresses);
  const perAddress = ratio < 10 ? Math.round(10 * ratio) / 10 : Math.round(ratio);
  return {code, attempts, addresses, perAddress, share: Number((attempts / total).toPrecision(4))};
}

/** A number of each country, and how its column looks. */
interface Column {
  readonly field: "attempts" | "addresses" | "perAddress";
  readonly title: string;
  readonly color: string;
}

const attempts: Column = {field: "attempts", title: "attempts", color: colors.attempts};
const addresses: Column = {field: "addresses", title: "addresses", color: colors.addresses};
const perAddress: Column = {field: "perAddress", title: "attempts per address", color: colors.grey};

const FORMAT = ",.1~f";

const facts = tooltip(
  ["name", "country"],
  ["attempts", "attempts", ","],
  ["share", "share of all", ".1%"],
  ["addresses", "addresses", ","],
  ["perAddress", "attempts per address", FORMAT]
);

interface View extends Spec {
  readonly layer: readonly Spec[];
}

/** Returns a view of bars with their values; right of the longest bar the room of the longest value is kept free. */
function bars({field, title, color}: Column, rows: readonly Record<Column["field"], number>[], width: number): View {
  const most = Math.max(...rows.map((row) => row[field]));
  const room = 8 + Math.max(...rows.map((row) => 1.1 * textWidth(count(row[field]), 11)));
  const x = {
    ...{field, type: "quantitative", title: null, axis: null},
    scale: {domain: [0, (most * width) / (width - room)], nice: false}
  };
  return {
    title: {text: title, anchor: "start", ...header},
    ...{width, height: {step: FLAG_ROW}},
    layer: [
      {
        name: field,
        transform: [{calculate: `datum.name + ': ' + format(datum.${field}, '${FORMAT}') + ' ${title}'`, as: "spoken"}],
        mark: {type: "bar", color},
        encoding: {y: rank, x, description: {field: "spoken", type: "nominal"}, tooltip: facts}
      },
      {
        mark: {type: "text", align: "left", baseline: "middle", dx: 5, aria: false, tooltip: null},
        encoding: {y: rank, x, text: {field, type: "quantitative", format: FORMAT}}
      }
    ]
  };
}

/** Returns a view of values alone. */
function numbers({field, title}: Column): View {
  return {
    title: {text: title.split(" "), anchor: "end", ...header},
    ...{width: NUMBERS, height: {step: FLAG_ROW}},
    layer: [
      {
        name: field,
        mark: {type: "text", align: "right", baseline: "middle", x: NUMBERS, tooltip: null},
        encoding: {y: rank, text: {field, type: "quantitative", format: FORMAT}}
      }
    ]
  };
}

const header = {fontSize: 11, fontWeight: 400, lineHeight: 13, offset: 4, frame: "group"};

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
