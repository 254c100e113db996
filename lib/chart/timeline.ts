import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {conserved} from "./parts/conservation.ts";
import type {Part} from "./parts/conservation.ts";
import {WIDTH, PADDING, narrow} from "./parts/layout.ts";
import {caption} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {categories} from "./parts/theme.ts";
import {endRoom, endsOf, mostOf} from "./time/ends.ts";
import {gapLayers, shades, timeAxis} from "./time/time.ts";
import {ends} from "./time/timeline-ends.ts";
import {WEEKS_HEIGHT, WEEK_LABELS, brushed, lines, mode, strip} from "./time/timeline-layers.ts";
import {points, rule, target} from "./time/timeline-pointer.ts";
import {WEEK, finding, largest, table, weeksOf} from "./time/weeks.ts";
import type {Week} from "./time/weeks.ts";
import {sum} from "../base/sum.ts";
import {counted, date, sentences, spelled} from "../base/words.ts";
import type {ClockSpan} from "../rows/clock.ts";
import type {CountryWeek} from "../rows/countries.ts";
import type {Conservation} from "../rows/places.ts";

type TimelineOptions = ChartOptions & {
  n?: number;
  gaps?: readonly ClockSpan[];
  span?: ClockSpan;
  conservation?: Conservation;
};

const STRIP_HEIGHT = 44; // px
const BELOW = 8; // px between the strip and the caption

/**
 * Returns lines of attempts per week for the *n* (at most six) countries with the most. A click in the legend picks
 * countries, a drag on the strip below zooms, hovering shows the values of a week, and a switch turns counts into
 * shares of all attempts. `rows` holds every country, because the strip and the shares need the whole. A week without a
 * row is zero; the lines break where a week misses more than a day of log. `span`, from the first to the last line of
 * the log, tells whether the first and the last week are whole.
 */
export function timeline(
  rows: readonly CountryWeek[],
  {n = 6, gaps = [], span, conservation, ...options}: TimelineOptions = {}
): Spec {
  if (!(n >= 1 && n <= categories.length)) throw new Error(`invalid n; not from 1 to ${categories.length}: ${n}`);
  const names = largest(rows, n);
  const weeks = table(rows, names, [...(span ? outside(span) : []), ...gaps]);
  if (weeks.length < 2) return fewWeeks(rows, options);
  const {width = WIDTH} = options;
  const inner = width - WEEK_LABELS - PADDING - (narrow(width) ? 0 : endRoom(names));
  const from = weeks[0].week;
  const to = weeks.at(-1)!.week + WEEK;
  const most = mostOf(weeks);
  const line = conserved(parts(rows, weeks, conservation), conservation);
  return chart(
    {
      datasets: {weeks},
      params: [mode],
      spacing: 10,
      vconcat: [
        {
          width: inner,
          height: WEEKS_HEIGHT,
          layer: [
            ...gapLayers(gaps, to - from, brushed),
            lines(names, most, inner),
            target(names),
            rule,
            points(names, most),
            ...(narrow(width) ? [] : ends(endsOf(weeks, names, {most, height: WEEKS_HEIGHT}), most, inner))
          ]
        },
        {
          width: inner,
          height: STRIP_HEIGHT,
          layer: [
            strip(timeAxis(from, to, inner)),
            ...(gaps.length > 0 ? [shades(gaps)] : []),
            caption([line], {width: width - PADDING, x: -WEEK_LABELS, y: STRIP_HEIGHT + BELOW})
          ]
        }
      ],
      resolve: {scale: {x: "independent", y: "independent", color: "shared"}}
    },
    {
      title: finding(weeks, names),
      subtitle: subtitle(names, {gaps, left: weeksOf(rows).length - weeks.length, ...options}),
      ...options
    }
  );
}

const outside = ({from, to}: ClockSpan): ClockSpan[] => [
  {from: -Infinity, to: from},
  {from: to, to: Infinity}
];

/**
 * Returns what became of the attempts from known countries. Those that the conservation has beyond the rows are in no
 * week.
 */
function parts(rows: readonly CountryWeek[], weeks: readonly Week[], conservation?: Conservation): Part[] {
  const held = sum(rows, (row) => row.attempts);
  const whole = sum(weeks, (week) => week.total);
  const drawn = sum(weeks, (week) => sum(week.attempts, (n) => n));
  return [
    [drawn, "in the lines"],
    [whole - drawn, "from other countries"],
    [held - whole, "in weeks left out"],
    [(conservation?.located ?? held) - held, "without a time"]
  ];
}

function subtitle(
  names: readonly string[],
  {gaps, left, ...options}: ChartOptions & {gaps: readonly ClockSpan[]; left: number}
): string {
  return sentences(
    `Attempts per week by country of the address, ${names.length === 1 ? "one" : `the ${spelled(names.length)} largest`}`,
    "Click names to compare; drag on the strip below (all countries) to zoom, double-click it to reset",
    gaps.length > 0 && "Shaded: no log, not zero",
    left > 0 && `Left out: ${counted(left, "week")} that ${left === 1 ? "misses" : "miss"} more than a day of log`,
    provenance(options)
  );
}

function fewWeeks(rows: readonly CountryWeek[], options: ChartOptions): Spec {
  if (rows.length === 0) return sentence("No attempt came from an address with a known country.", options);
  const weeks = weeksOf(rows);
  const known = `${counted(
    sum(rows, (row) => row.attempts),
    "attempt"
  )} from known countries`;
  if (weeks.length > 1) return sentence(`Fewer than two weeks of log are whole; they hold ${known}.`, options);
  return sentence(`The log covers one week only, that of ${date(weeks[0])}, with ${known}.`, {
    title: "One week of log",
    ...options
  });
}
