import {NAME_GAP, FONT, ROW, sized} from "../parts/layout.ts";
import type {Spec} from "../parts/spec.ts";
import {fit, visible} from "../parts/text.ts";
import {colors} from "../parts/theme.ts";
import type {Flagged} from "../../rows/flags.ts";

const BOX = {width: 20, height: 14}; // px
const NAME_AT = BOX.width + NAME_GAP;
const ROOM = {narrow: 128, wide: 142};

/** Returns the px that flags and names take left of the bars in a chart of this outer width. */
export const flagRoom = (width: number): number => sized(ROOM, width);

/** Returns the px from the top of a view to the caption below so many rows. */
export const belowRows = (rows: number): number => ROW * rows + 10;

/**
 * Returns the fields of a row that {@link flagLayers} draw in `room` px: the name, cut to fit, the flag, and its size
 * in its box.
 */
export function flagged({name, flag, flagWidth, flagHeight}: Flagged & {readonly name: string}, room: number): Spec {
  const shown = visible(name, 60);
  const scale = Math.min(BOX.width / flagWidth, BOX.height / flagHeight);
  return {
    name: shown,
    label: fit(shown, room - NAME_AT - 2, FONT.text),
    ...(flag && {flag, flagWidth: tenth(flagWidth * scale), flagHeight: tenth(flagHeight * scale)})
  };
}

const tenth = (n: number): number => Math.round(10 * n) / 10;

/** The channel of rows in the order of their `rank`, one below the other. */
export const rank = {
  field: "rank",
  type: "ordinal",
  title: null,
  axis: null,
  scale: {paddingInner: 0.35, paddingOuter: 0.15}
};

/**
 * Returns the layers of flags and names in the `room` px left of a view. A flag keeps to a box of 20 × 14 px, which
 * ends before the name begins, whatever the fonts.
 */
export function flagLayers(room: number): Spec[] {
  return [image(room), frame(room), label(room)];
}

const withFlag = [{filter: "isValid(datum.flag)"}];

const image = (room: number): Spec => ({
  name: "flags",
  transform: withFlag,
  mark: {
    type: "image",
    ...BOX,
    align: "center",
    baseline: "middle",
    x: BOX.width / 2 - room,
    aspect: true,
    aria: false,
    tooltip: null
  },
  encoding: {y: rank, url: {field: "flag", type: "nominal"}}
});

const frame = (room: number): Spec => ({
  transform: withFlag,
  mark: {
    type: "rect",
    width: {expr: "datum.flagWidth"},
    height: {expr: "datum.flagHeight"},
    x: BOX.width / 2 - room,
    filled: false,
    stroke: colors.grey,
    strokeWidth: 0.75,
    strokeOpacity: 0.7,
    aria: false,
    tooltip: null
  },
  encoding: {y: rank}
});

const label = (room: number): Spec => ({
  name: "names",
  mark: {type: "text", style: "name", align: "left", baseline: "middle", x: NAME_AT - room, tooltip: null},
  encoding: {y: rank, text: {field: "label", type: "nominal"}}
});
