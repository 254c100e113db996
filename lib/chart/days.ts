import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, narrow} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {attemptsView, DAY_LABELS, logins, outcomeView} from "./time/day-layers.ts";
import type {DayView} from "./time/day-layers.ts";
import {peak} from "./time/peak.ts";
import {periods, unitFor} from "./time/periods.ts";
import type {Period, Unit} from "./time/periods.ts";
import {timeAxis, whole} from "./time/time.ts";
import {sum} from "../base/sum.ts";
import {dayMs} from "../base/time.ts";
import {count, counted, date, sentences} from "../base/words.ts";
import type {ClockSpan} from "../rows/clock.ts";
import type {Day} from "../rows/days.ts";

const LAST = 4; // px that the last label of the axis stands out
const SHORTEST = 0.25; // px of a gap that is drawn

/**
 * Returns bars of attempts per day, failed and abandoned stacked, with a diamond over each day that had an accepted
 * login. Below stand the abandoned attempts and the probes, which named nobody, each on a scale of its own. Spans
 * without log (`gaps`) are shaded, and the median in the title leaves out the days that they touch. The bars are of
 * weeks or months where days would be narrower than a pixel.
 */
export function days(
  rows: readonly Day[],
  {gaps = [], ...options}: ChartOptions & {gaps?: readonly ClockSpan[]} = {}
): Spec {
  const any = sum(rows, attempts) > 0;
  if (rows.length < 2 || !(any || rows.some((row) => row.probe > 0))) return fewDays(rows, options);
  const {width = WIDTH} = options;
  const sorted = rows.toSorted((a, b) => a.day - b.day);
  const inner = width - DAY_LABELS - PADDING - LAST;
  const unit = unitFor(sorted, inner);
  const bars = periods(sorted, unit);
  const pixel = (bars.at(-1)!.end - bars[0].day) / inner;
  const shaded = gaps.filter(({from, to}) => to - from >= SHORTEST * pixel);
  return chart(
    {
      data: {values: bars},
      vconcat: views(bars, {width: inner, unit, gaps: shaded, label: !narrow(width) && any}),
      spacing: 12,
      resolve: {scale: {x: "shared", y: "independent"}}
    },
    {
      title: finding(sorted, gaps),
      subtitle: subtitle(bars, {unit, shaded: shaded.length, gaps: gaps.length, ...options}),
      ...options
    }
  );
}

const attempts = (row: Day): number => row.failed + row.abandoned;

/**
 * Returns the views from top to bottom. An outcome that never occurs has none, nor do abandoned attempts where nothing
 * failed.
 */
function views(bars: readonly Period[], {label, ...view}: DayView & {label: boolean}): Spec[] {
  const any = (outcome: "failed" | "abandoned" | "probe"): boolean => bars.some((bar) => bar[outcome] > 0);
  const shown = [
    (any("failed") || any("abandoned")) && ((axis: Spec | null) => attemptsView(bars, view, axis)),
    any("failed") && any("abandoned") && ((axis: Spec | null) => outcomeView("abandoned", view, axis)),
    any("probe") && ((axis: Spec | null) => outcomeView("probe", view, axis))
  ].filter((view) => view !== false);
  const axis = timeAxis(bars[0].day, bars.at(-1)!.end, view.width);
  const [top, ...others] = shown.map((draw, i) => draw(i === shown.length - 1 ? axis : null));
  const onTop = [...logins(bars, view.unit), ...(label ? [peak(bars, view)] : [])];
  return [{...top, layer: [...(top.layer as Spec[]), ...onTop]}, ...others];
}

function subtitle(
  bars: readonly Period[],
  {unit, shaded, gaps, ...options}: ChartOptions & {unit: Unit; shaded: number; gaps: number}
): string {
  return sentences(
    sum(bars, attempts) > 0 && `Refused attempts per ${unit} (failed, abandoned)`,
    bars.some((bar) => bar.accepted > 0) && `Diamonds: ${unit}s with an accepted login`,
    shaded > 0 && "Shaded: no log, not zero",
    gaps > shaded && `${counted(gaps - shaded, "gap")} of the log too short to draw`,
    provenance(options)
  );
}

function finding(rows: readonly Day[], gaps: readonly ClockSpan[]): string {
  if (sum(rows, attempts) === 0)
    return `Nobody tried a name; ${counted(
      sum(rows, (row) => row.probe),
      "probe"
    )} came`;
  const logged = whole(rows, gaps, {start: (row) => row.day, lengthMs: dayMs}).map(attempts);
  const median = logged.toSorted((a, b) => a - b)[Math.floor(logged.length / 2)];
  const busiest = rows.reduce((a, b) => (attempts(b) > attempts(a) ? b : a));
  const worst = `the worst, ${date(busiest.day)}, brought ${count(attempts(busiest))}`;
  return median === undefined
    ? `No day was logged in full; ${worst}`
    : `A median day brings ${counted(median, "attempt")}; ${worst}`;
}

function fewDays(rows: readonly Day[], options: ChartOptions): Spec {
  if (rows.length === 0)
    return sentence("No day of log in this span, so there are no attempts per day to draw.", options);
  if (rows.length > 1) {
    const logins = sum(rows, (row) => row.accepted);
    const but = logins > 0 ? `; ${counted(logins, "login")} ${logins === 1 ? "was" : "were"} accepted` : "";
    return sentence(`Nobody knocked in vain on any of the ${rows.length} days of log${but}.`, options);
  }
  const [row] = rows;
  const parts = `${count(row.failed)} failed, ${count(row.abandoned)} abandoned, ${count(row.accepted)} accepted`;
  return sentence(
    `The log covers one day only, ${date(row.day)}: ${counted(attempts(row), "attempt")} (${parts}) and ${counted(row.probe, "probe")}.`,
    {
      title: "One day of log",
      ...options
    }
  );
}
