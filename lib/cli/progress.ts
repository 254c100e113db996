import {visible} from "../base/visible.ts";

/** Shows how far a work is; see {@link progress}. */
export interface Progress {
  /** Says how much is done so far, in the unit of the total. */
  update(done: number): void;
  /** Removes the line. */
  stop(): void;
}

/** A line on a terminal, as long as its work goes on. */
interface Line {
  readonly label: string;
  readonly total: number;
  readonly terminal: Terminal;
  /** When it may be drawn next, in the milliseconds of `performance.now()`. */
  nextDraw: number;
  isDrawn: boolean;
}

type Terminal = Pick<NodeJS.WriteStream, "columns" | "write">;

const silent: Progress = {update: () => undefined, stop: () => undefined};
const patienceMs = 1000;
const intervalMs = 100;
const usualColumns = 80; // of a terminal that does not say how wide it is
const widestBar = 40;
const narrowestBar = 8;
const clear = "\r\x1b[K"; // EL of ECMA-48: erases from the cursor to the end of the line

/**
 * Returns a progress line on standard error that appears when the work takes longer than a second. It shows nothing
 * when standard error is no terminal or when the total is not known (null or 0). It only writes over its own line: no
 * mode of the terminal changes, so none is left changed by Ctrl-C, a crash or a closed window.
 */
export function progress(label: string, total: number | null): Progress {
  const terminal = process.stderr;
  if (!terminal.isTTY || !total) return silent;
  const line: Line = {label, total, terminal, nextDraw: performance.now() + patienceMs, isDrawn: false};
  return {update: (done) => draw(line, done), stop: () => erase(line)};
}

/**
 * Returns the line for a share of the work (0 to 1): its label, a bar and the percentage. It is shorter than `columns`,
 * as many terminals wrap when the last column is written. The bar goes first where there is no room, then the label.
 */
export function progressLine(label: string, share: number, columns: number): string {
  const percentage = `${Math.floor(100 * share)} %`;
  const room = columns - 1 - "100 %".length;
  if (room < 0) return "";
  const name = fitted(visible(label), room - 1);
  const bar = Math.min(widestBar, room - widthOf(name) - " [] ".length);
  const parts = [
    name,
    bar < narrowestBar ? "" : `[${"#".repeat(Math.floor(bar * share)).padEnd(bar, ".")}]`,
    percentage
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Returns how many columns a text takes at most: two for each character that is not ASCII. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + columnsOf(character), 0);
}

function draw(line: Line, done: number): void {
  const now = performance.now();
  if (now < line.nextDraw) return;
  line.nextDraw = now + intervalMs;
  line.isDrawn = true;
  const {label, total, terminal} = line;
  terminal.write(clear + progressLine(label, Math.min(done / total, 1), terminal.columns || usualColumns));
}

function erase(line: Line): void {
  if (line.isDrawn) line.terminal.write(clear);
  line.isDrawn = false;
  line.nextDraw = Infinity;
}

/** Returns a text that takes at most so many columns; one that was cut ends in two dots. */
function fitted(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns < 3) return "";
  let start = "";
  let width = "..".length;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    start += character;
  }
  return `${start}..`;
}

/**
 * Returns 1 for a character of ASCII, else 2: it may be a wide one, and terminals of East Asia make é and ° wide too.
 */
function columnsOf(character: string): number {
  return character.codePointAt(0)! < 0x80 ? 1 : 2;
}
