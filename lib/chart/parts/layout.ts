/** The outer width of a chart in px where its options give none; a report and JupyterLab have room for it. */
export const WIDTH = 760;

/** The px that the theme keeps free left and right of a chart, both together. */
export const PADDING = 8;

/** The px between a name and the bar or cell beside it, and one px to spare. */
export const NAME_GAP = 8;

/** Font sizes in px: of titles; of names and other text; of values, captions and axes. */
export const FONT = {title: 16, text: 12, small: 11} as const;

/** The height in px of a row with a bar. */
export const ROW = 24;

/** The thickness of a bar, in parts of its row. */
export const BAND = 0.66;

const PHONE = 560;

/** Returns whether a chart of this outer width in px takes its form for phones. */
export const narrow = (width: number): boolean => width < PHONE;

/** Two sizes: for charts in their form for phones, and for all others. */
interface Sizes {
  readonly narrow: number;
  readonly wide: number;
}

/** Returns the one of two sizes that suits a chart of this outer width in px. */
export const sized = (sizes: Sizes, width: number): number => (narrow(width) ? sizes.narrow : sizes.wide);
