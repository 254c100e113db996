/** The outer width of a chart in px where its options give none: what a report's column and JupyterLab have room for. */
export const WIDTH = 760;

/** The px that the theme keeps free left and right of a chart, both together. */
export const PADDING = 8;

/** The px between a name and the bar or cell that it stands beside, with one px to spare. */
export const NAME_GAP = 8;

/** Font sizes in px: of titles, of names and other text, and of values, captions and labels of axes. */
export const FONT = {title: 16, text: 12, small: 11} as const;

/** The height in px of a row with a bar. */
export const ROW = 24;

const PHONE = 560;

/** Returns whether a chart of this outer width in px takes its form for phones. */
export const narrow = (width: number): boolean => width < PHONE;

/** A size for charts of the form for phones, and one for all others. */
export interface Sizes {
  readonly narrow: number;
  readonly wide: number;
}

/** Returns the one of two sizes that suits a chart of this outer width in px. */
export const sized = (sizes: Sizes, width: number): number => (narrow(width) ? sizes.narrow : sizes.wide);
