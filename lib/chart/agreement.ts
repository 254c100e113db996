import {labelledBars} from "./bars/labelled-bars.ts";
import type {Room} from "./bars/labelled-bars.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, FONT, narrow, sized} from "./parts/layout.ts";
import {tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {fit, visible} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {count, counted, sentences, share, withArticle} from "../base/words.ts";
import type {Agreement, Disagreement, Share} from "../rows/agreement.ts";

const LABELS = {narrow: 140, wide: 210}; // px
const SPACING = 30; // px between the views
const BETWEEN = 16; // px of the sign between two names

/**
 * Returns bars of how many addresses and attempts two geo databases place in the same country. Where both name a state
 * of the United States, there are bars of the same state too. Below them stand the *n* pairs of different countries
 * with the most attempts. Without a second database (null) the chart is a sentence that says how to name one.
 */
export function agreement(compared: Agreement | null, {n = 8, ...options}: ChartOptions & {n?: number} = {}): Spec {
  if (!compared) return oneDatabase(options);
  const parts = partsOf(compared);
  if (parts.length === 0) return nothingCompared(compared, options);
  const {width = WIDTH} = options;
  const room = sized(LABELS, width);
  const pairs = compared.disagreements.slice(0, n);
  const inner = width - PADDING - room;
  return chart(
    {
      spacing: SPACING,
      vconcat: [
        sameView(parts, {room, width: inner}),
        ...(pairs.length > 0 ? [pairsView(pairs, {room, width: inner})] : [])
      ],
      resolve: {scale: {x: "independent", y: "independent"}}
    },
    {title: finding(compared), subtitle: subtitle(compared, options), ...options}
  );
}

interface Part {
  readonly what: string;
  readonly share: number;
  readonly same: number;
  readonly compared: number;
  readonly value: string;
}

function partsOf({addresses, attempts}: Agreement): Part[] {
  const parts: readonly (readonly [string, Share])[] = [
    ["country, by addresses", addresses.country],
    ["country, by attempts", attempts.country],
    ["US state, by addresses", addresses.state],
    ["US state, by attempts", attempts.state]
  ];
  return parts
    .filter(([, {compared}]) => compared > 0)
    .map(([what, {same, compared}]) => ({
      what,
      same,
      compared,
      share: Number((same / compared).toPrecision(4)),
      value: `${share(same, compared)} of ${count(compared)}`
    }));
}

function sameView(parts: readonly Part[], {room, width}: Room): Spec {
  return labelledBars(
    parts.map((part, rank) => ({rank, ...part, label: part.what, length: part.share})),
    {
      title: "The same in both",
      name: "same",
      most: 1,
      room,
      width,
      color: colors.addresses,
      facts: tooltip(
        ["what", "same"],
        ["share", "part", ".1%"],
        ["same", "in the same one", ","],
        ["compared", "of", ","]
      )
    }
  );
}

function pairsView(pairs: readonly Disagreement[], {room, width}: Room): Spec {
  return labelledBars(
    pairs.map(({a, b, addresses, attempts}, rank) => ({
      rank,
      a: visible(a, 60),
      b: visible(b, 60),
      addresses,
      attempts,
      length: attempts,
      label: [a, b].map((name) => fit(visible(name, 60), (room - BETWEEN) / 2, FONT.text)).join(" · "),
      value: narrow(width + room)
        ? count(attempts)
        : `${counted(attempts, "attempt")} from ${counted(addresses, "address", "addresses")}`
    })),
    {
      title: "Attempts where they differ: first · second",
      name: "pairs",
      room,
      width,
      color: colors.attempts,
      facts: tooltip(["a", "first"], ["b", "second"], ["attempts", "attempts", ","], ["addresses", "addresses", ","])
    }
  );
}

function finding({addresses, disagreements}: Agreement): string {
  const {same, compared} = addresses.country;
  if (compared === 0) return "The two databases know no country in common";
  const [first] = disagreements;
  const part = `Two databases name the same country for ${share(same, compared)} of the addresses`;
  if (!first) return part;
  return `${part}; where they differ, it is mostly ${withArticle(visible(first.a, 40))} or ${withArticle(visible(first.b, 40))}`;
}

function subtitle({databases: [first, second], addresses, attempts}: Agreement, options: ChartOptions): string {
  const {host, zone} = options;
  const known = addresses.country.compared;
  return sentences(
    `First: ${visible(first, 80)}. Second: ${visible(second, 80)}`,
    `Both know the country of ${count(known)} of ${counted(addresses.total, "public address", "public addresses")}, with ${count(attempts.country.compared)} of ${counted(attempts.total, "attempt")}`,
    addresses.medianKm !== null &&
      `Half of the addresses lie at most ${count(Math.max(1, Math.ceil(addresses.medianKm)))} km apart`,
    provenance({host, zone})
  );
}

function oneDatabase(options: ChartOptions): Spec {
  const text =
    "One geo database is open, so nothing says how right it is. Name two of them, as in KNOCKBOOK_GEO=dbip.mmdb:GeoLite2-City.mmdb npm run lab, or with --geo dbip.mmdb:GeoLite2-City.mmdb behind npm run knockbook -- report.";
  return sentence(text, {title: "One opinion only", ...options});
}

function nothingCompared({databases: [first, second], addresses}: Agreement, options: ChartOptions): Spec {
  const text = `No address has a country in both, ${visible(first, 80)} and ${visible(second, 80)}: of ${counted(addresses.total, "public address", "public addresses")} each is unknown to one of them.`;
  return sentence(text, {title: "Nothing to compare", ...options});
}
