/** Of fewer bytes nothing can be told. */
const fewestBytes = 16;

/** So many first bytes decide that a file is text: controls stand in every binary one. */
const quickBytes = 512;

/**
 * Whether a file that starts with these bytes is no text: controls stand among its first bytes, and nowhere a line that
 * begins or ends as text does. A log with some garbage in it is text.
 */
export function isBinary(start: Buffer): boolean {
  return (
    start.length >= fewestBytes && hasControls(start.subarray(0, quickBytes)) && !line.test(start.toString("latin1"))
  );
}

/** Random bytes have no 20 printable ones in a row. */
const line = /(?:^|\n)[\t -~]{20}|[\t -~]{20}\r?(?:\n|$)/;

/** Whether bytes hold a control that stands in no text; tab, line ends, form feed, escape and json-seq's mark do. */
export function hasControls(bytes: Buffer): boolean {
  return /[\x01-\x08\x0e-\x1a\x1c\x1d\x1f\x7f]/.test(bytes.toString("latin1"));
}
