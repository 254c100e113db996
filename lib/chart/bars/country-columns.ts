import {rank} from "./flags.ts";
import {ROW} from "../parts/layout.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {valueRoom} from "../parts/text.ts";
import {colors} from "../parts/theme.ts";
import {count} from "../../base/words.ts";

/** The px between two columns of bars. */
export const SPACING = 16;

const PARTS = {attempts: 0.48, addresses: 0.26, perAddress: 0.26}; // of the width
const NUMBERS = 60; // px of a column without bars

/** A column: which number of a country it shows, its title, and the colour of its bars. */
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

/** The view of one column. */
interface View extends Spec {
  readonly layer: readonly Spec[];
}

type Row = Readonly<Record<Column["field"], number>>;

/**
 * Returns the views of the three columns, side by side in `width` px. On a phone the last two have numbers in place of
 * bars.
 */
export function columnsOf(rows: readonly Row[], {width, phone}: {width: number; phone: boolean}): [View, ...View[]] {
  if (phone) return [bars(attempts, rows, width - 2 * NUMBERS), numbers(addresses), numbers(perAddress)];
  const inner = width - 2 * SPACING;
  return [
    bars(attempts, rows, PARTS.attempts * inner),
    bars(addresses, rows, PARTS.addresses * inner),
    bars(perAddress, rows, PARTS.perAddress * inner)
  ];
}

/** Returns a view of bars with their values. The longest bar ends where the longest value still has room. */
function bars({field, title, color}: Column, rows: readonly Row[], width: number): View {
  const most = Math.max(...rows.map((row) => row[field]));
  const room = valueRoom(rows.map((row) => count(row[field])));
  const x = {
    field,
    type: "quantitative",
    title: null,
    axis: null,
    scale: {domain: [0, (most * width) / (width - room)], nice: false}
  };
  return {
    title: {text: title, anchor: "start", ...header},
    width,
    height: {step: ROW},
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

/** Returns a view of values without bars. */
function numbers({field, title}: Column): View {
  return {
    title: {text: title.split(" "), anchor: "end", ...header},
    width: NUMBERS,
    height: {step: ROW},
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
