import {periodName} from "./periods.ts";
import type {Period, Unit} from "./periods.ts";
import {gapLayers, shades, timeX} from "./time.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors, outcomes} from "../parts/theme.ts";
import type {ClockSpan} from "../../rows/clock.ts";

/** The px left of the views for their labels. */
export const DAY_LABELS = 36;

const HEIGHT = {attempts: 180, outcome: 44}; // px

/** What all views of a chart of days share. */
export interface DayView {
  readonly width: number;
  readonly unit: Unit;
  readonly gaps: readonly ClockSpan[];
}

/**
 * Returns the view of attempts, failed and abandoned stacked. `axis` is the axis of time; null where a view below has
 * it.
 */
export function attemptsView(rows: readonly Period[], {width, unit, gaps}: DayView, axis: Spec | null): Spec {
  const span = rows.at(-1)!.end - rows[0].day;
  return {
    width,
    height: HEIGHT.attempts,
    layer: [...gapLayers(gaps, span), bars(rows, axis), hover("days", {unit, height: HEIGHT.attempts})]
  };
}

/** Returns the view of one outcome, on a scale of its own. */
export function outcomeView(outcome: keyof typeof titles, {width, unit, gaps}: DayView, axis: Spec | null): Spec {
  return {
    width,
    height: HEIGHT.outcome,
    title: {text: titles[outcome], fontSize: 11, fontWeight: 400, anchor: "start", frame: "group", offset: 4},
    layer: [
      ...(gaps.length > 0 ? [shades(gaps)] : []),
      {
        name: outcome,
        transform: [{filter: `datum.${outcome} > 0`}],
        mark: {type: "rect", fill: outcomes[outcome], aria: false, tooltip: null},
        encoding: {
          x: timeX("day", {axis: axis ?? HIDDEN}),
          x2: {field: "end"},
          y: {field: outcome, type: "quantitative", title: null, axis: counts(2)},
          y2: {datum: 0}
        }
      },
      hover(`${outcome}Days`, {unit, height: HEIGHT.outcome})
    ]
  };
}

const titles = {abandoned: "abandoned, enlarged", probe: "probes: connections that named nobody"} as const;

const HIDDEN = {labels: false, ticks: false, grid: false};

const counts = (tickCount: number): Spec => ({
  minExtent: DAY_LABELS,
  maxExtent: DAY_LABELS,
  grid: true,
  tickCount,
  labelExpr: "datum.value % 1 > 0 ? '' : format(datum.value, '~s')"
});

/** The height of the view in parts of the highest bar, above which its name has room. */
const HEADROOM = 1.12;

function bars(rows: readonly Period[], axis: Spec | null): Spec {
  const most = Math.max(...rows.map(({attempts}) => attempts));
  const shown = (["failed", "abandoned", "accepted"] as const).filter((name) => rows.some((row) => row[name] > 0));
  return {
    name: "outcomes",
    transform: [
      {fold: ["failed", "abandoned"], as: ["outcome", "n"]},
      {filter: "datum.n > 0"},
      {stack: "n", groupby: ["day"], as: ["from", "to"]}
    ],
    mark: {type: "rect", aria: false, tooltip: null},
    encoding: {
      x: timeX("day", {axis: axis ?? HIDDEN}),
      x2: {field: "end"},
      y: {
        field: "to",
        type: "quantitative",
        title: null,
        axis: counts(4),
        scale: {domain: [0, HEADROOM * most], nice: false}
      },
      y2: {field: "from"},
      color: {
        field: "outcome",
        type: "nominal",
        title: null,
        scale: {domain: shown, range: shown.map((name) => outcomes[name])},
        legend: {offset: 18, symbolType: {expr: "datum.value == 'accepted' ? 'diamond' : 'square'"}}
      }
    }
  };
}

/** The targets of the pointer, as high as their view. */
const hover = (name: string, {unit, height}: {unit: Unit; height: number}): Spec => ({
  name,
  transform: [{calculate: periodName(unit, "day"), as: "date"}],
  params: [{name: `${name}Hover`, select: {type: "point", on: "mouseover", clear: "mouseout", fields: ["day"]}}],
  mark: {type: "rect", fill: colors.grey, aria: false},
  encoding: {
    x: timeX("day"),
    x2: {field: "end"},
    y: {value: 0},
    y2: {value: height},
    fillOpacity: {condition: {param: `${name}Hover`, empty: false, value: 0.35}, value: 0},
    tooltip: tooltip(
      ["date", unit],
      ["attempts", "attempts", ","],
      ["failed", "failed", ","],
      ["abandoned", "abandoned", ","],
      ["accepted", "accepted", ","],
      ["probe", "probes", ","]
    )
  }
});

/**
 * Returns a layer of diamonds over a view, one for each period with an accepted login; no layer where there is none.
 */
export function logins(rows: readonly Period[], unit: Unit): Spec[] {
  const values = rows.filter(({accepted}) => accepted > 0).map(({day, end, accepted}) => ({day, end, accepted}));
  const layer = {
    name: "logins",
    data: {values},
    transform: [
      {calculate: "(time(datum.day) + time(datum.end)) / 2", as: "noon"},
      {calculate: periodName(unit, "day"), as: "date"}
    ],
    mark: {type: "point", shape: "diamond", filled: true, size: 40, color: outcomes.accepted, opacity: 0.95},
    encoding: {
      x: timeX("noon"),
      y: {value: -7},
      tooltip: tooltip(["date", unit], ["accepted", "accepted logins", ","])
    }
  };
  return values.length > 0 ? [layer] : [];
}
