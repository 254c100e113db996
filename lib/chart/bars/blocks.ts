import {PADDING, sized} from "../parts/layout.ts";
import type {Spec} from "../parts/spec.ts";

/** A number and the text that says what is counted. */
export interface Block {
  readonly n: number;
  readonly lines: readonly string[];
  readonly facts: readonly string[];
  /** What a screen reader says. */
  readonly spoken: string;
  /** The fields of the tooltip. */
  readonly details: Spec;
}

const LINE = 16; // px of a line of text
const SPACE = 14; // px between two blocks
const HEAD = 20; // px of the line above all
const THICKNESS = 12; // px of a bar
const BARS = {narrow: 44, wide: 110}; // px of the longest bar
const NUMBERS = {narrow: 34, wide: 42}; // px behind it

/**
 * Returns the px of the longest bar, of the text, and of what stands left of the text, in a chart of this outer width.
 */
export function columns(width: number): {bars: number; texts: number; left: number} {
  const bars = sized(BARS, width);
  const numbers = sized(NUMBERS, width);
  return {bars, texts: width - PADDING - bars - numbers, left: bars + numbers};
}

/** How blocks look. */
interface BlockOptions {
  readonly width: number;
  /** The words above the bars, which say what they count, and those above the texts. */
  readonly heads: readonly [bars: string, text: string];
  readonly color: string;
  readonly tooltip: readonly Spec[];
}

/** Returns the body of a chart of blocks, one below the other: each has a bar of its number left of its text. */
export function blocks(rows: readonly Block[], {width, heads, color, tooltip}: BlockOptions): Spec {
  const {bars, left} = columns(width);
  const placed = place(rows);
  return {
    width: width - PADDING,
    height: placed.at(-1)!.bottom,
    data: {values: placed.map(({n, top, bottom, spoken, details}) => ({n, top, bottom, spoken, ...details}))},
    layer: [
      ...bar(Math.max(...rows.map(({n}) => n)), {length: bars, color}),
      text({name: "lines", style: "name", x: left}, linesOf(placed, "lines")),
      text({name: "facts", style: "caption", x: left}, linesOf(placed, "facts")),
      ...heads.map((head, i) => text({name: `head${i}`, style: "note", x: i * left}, [{text: head, y: 0}])),
      targets(tooltip)
    ]
  };
}

type Placed = Block & {readonly top: number; readonly bottom: number};

function place(rows: readonly Block[]): Placed[] {
  let top = HEAD - SPACE;
  return rows.map((row) => {
    const from = top + SPACE;
    top = from + LINE * (row.lines.length + row.facts.length);
    return {...row, top: from, bottom: top};
  });
}

function linesOf(rows: readonly Placed[], part: "lines" | "facts"): {text: string; y: number}[] {
  return rows.flatMap((row) =>
    row[part].map((text, i) => ({text, y: row.top + LINE * (i + (part === "facts" ? row.lines.length : 0))}))
  );
}

const px = (field: string): Spec => ({field, type: "quantitative", scale: null, axis: null});

function bar(most: number, {length, color}: {length: number; color: string}): Spec[] {
  const x = {
    field: "n",
    type: "quantitative",
    axis: null,
    scale: {domain: [0, most], range: [0, length], nice: false}
  };
  return [
    {
      name: "bars",
      transform: [{calculate: `datum.top + ${THICKNESS}`, as: "low"}],
      mark: {type: "rect", fill: color, aria: false, tooltip: null},
      encoding: {x, x2: {datum: 0}, y: px("top"), y2: {field: "low"}}
    },
    {
      mark: {type: "text", align: "left", baseline: "top", dx: 5, tooltip: null, aria: false},
      encoding: {x, y: px("top"), text: {field: "n", type: "quantitative", format: ","}}
    }
  ];
}

const text = (
  {name, style, x}: {name: string; style: string; x: number},
  values: readonly {text: string; y: number}[]
): Spec => ({
  name,
  data: {values},
  mark: {type: "text", style, align: "left", baseline: "top", x, tooltip: null, aria: false},
  encoding: {y: px("y"), text: {field: "text", type: "nominal"}}
});

/** The targets of the pointer, each as large as its block. */
const targets = (tooltip: readonly Spec[]): Spec => ({
  name: "blocks",
  mark: {type: "rect", fillOpacity: 0},
  encoding: {
    x: {value: 0},
    x2: {value: "width"},
    y: px("top"),
    y2: {field: "bottom"},
    description: {field: "spoken", type: "nominal"},
    tooltip
  }
});
