import {belowRows, flagLayers, flagRoom, flagged, rank} from "./bars/flags.ts";
import {chart} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, ROW, narrow} from "./parts/layout.ts";
import {caption, tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {valueRoom} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {by, finding, isGone, isNew, lines, still, subtitle, tooFew} from "./time/change-text.ts";
import {sum} from "../base/sum.ts";
import {count} from "../base/words.ts";
import type {CountryChange, Periods} from "../rows/change.ts";
import type {Flagged} from "../rows/flags.ts";

const RISE = "#e64635"; // the end of the ramp: more
const FALL = colors.attempts;

/**
 * Returns a bar for each of the *n* countries whose attempts rose most between two spans of days, and of the *n* whose
 * attempts fell most, from the largest rise to the largest fall. The caption names new and gone countries and accounts
 * for the attempts of both spans. Without periods the chart is a sentence that says how many days are whole.
 */
export function change(
  rows: readonly (CountryChange & Flagged)[],
  {
    n = 8,
    periods,
    wholeDays,
    hostsLeftOut = [],
    ...options
  }: ChartOptions & {n?: number; periods: Periods | null; wholeDays: number; hostsLeftOut?: readonly string[]}
): Spec {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  if (!periods) return tooFew(wholeDays, options);
  const moved = rows.filter((row) => by(row) !== 0).toSorted((a, b) => by(b) - by(a));
  if (moved.length === 0) return still(rows, periods, options);
  const {width = WIDTH} = options;
  const drawn = [...moved.filter((row) => by(row) > 0).slice(0, n), ...moved.filter((row) => by(row) < 0).slice(-n)];
  const room = flagRoom(width);
  const inner = width - PADDING - room;
  const bars = drawn.map((row, rank) => bar(row, rank, {room, short: narrow(width)}));
  return chart(
    {
      data: {values: bars},
      width: inner,
      height: {step: ROW},
      layer: [
        ...flagLayers(room),
        ...diverging(extent(bars, inner)),
        caption(lines(rows, drawn, periods), {width: width - PADDING, x: -room, y: belowRows(bars.length)})
      ]
    },
    {
      title: finding(moved, periods),
      subtitle: subtitle(moved.length, drawn.length, {periods, hostsLeftOut, ...options}),
      ...options
    }
  );
}

/** A row of the chart: the difference, and the text beside the bar. */
interface Bar extends Spec {
  readonly change: number;
  readonly value: string;
}

function bar(row: CountryChange & Flagged, rank: number, {room, short}: {room: number; short: boolean}): Bar {
  const {code, before, recent} = row;
  const kind = isNew(row) ? "new" : isGone(row) ? "gone" : `×${Number((recent / before).toPrecision(2))}`;
  const numbers = `${count(before)} → ${count(recent)}`;
  const value = [signed(by(row)), short ? (isNew(row) || isGone(row) ? kind : "") : `(${numbers})`].join(" ");
  return {rank, code, before, recent, change: by(row), kind, value, ...flagged(row, room)};
}

const signed = (n: number): string => `${n < 0 ? "−" : "+"}${count(Math.abs(n))}`;

/** Returns the domain of the bars: on each side it holds the longest bar and the room of the longest value. */
function extent(bars: readonly Bar[], width: number): [low: number, high: number] {
  const sides = [bars.filter(({change}) => change < 0), bars.filter(({change}) => change > 0)].map((side) => ({
    most: Math.max(0, ...side.map(({change}) => Math.abs(change))),
    room: valueRoom(side.map(({value}) => value))
  }));
  const perPixel = sum(sides, ({most}) => most) / (width - sum(sides, ({room}) => room));
  const [low, high] = sides.map(({most, room}) => most + room * perPixel);
  return [-low, high];
}

const facts = tooltip(
  ["name", "country"],
  ["before", "attempts before", ","],
  ["recent", "attempts since", ","],
  ["change", "change", "+,"],
  ["kind", "that is"]
);

function diverging(domain: readonly [number, number]): Spec[] {
  const x = {field: "change", type: "quantitative", title: null, axis: null, scale: {domain, nice: false}};
  const value = (align: "left" | "right", test: string): Spec => ({
    transform: [{filter: test}],
    mark: {type: "text", align, baseline: "middle", dx: align === "left" ? 5 : -5, aria: false, tooltip: null},
    encoding: {y: rank, x, text: {field: "value", type: "nominal"}}
  });
  return [
    {
      name: "changes",
      transform: [{calculate: "datum.name + ': ' + datum.value", as: "spoken"}],
      mark: {type: "bar"},
      encoding: {
        y: rank,
        x,
        tooltip: facts,
        description: {field: "spoken", type: "nominal"},
        color: {condition: {test: "datum.change > 0", value: RISE}, value: FALL}
      }
    },
    {
      data: {values: [{}]},
      mark: {type: "rule", strokeOpacity: 0.8, tooltip: null, aria: false},
      encoding: {x: {datum: 0, type: "quantitative"}}
    },
    value("left", "datum.change > 0"),
    value("right", "datum.change < 0")
  ];
}
