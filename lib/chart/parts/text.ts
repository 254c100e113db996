import {FONT} from "./layout.ts";
import {textWidth} from "./widths.ts";
import {visible} from "../../base/visible.ts";

export {cut, visible} from "../../base/visible.ts";

const FILLED = 0.9; // of a width; the rest is reserve for fonts other than the measured one
const RESERVE = 1.1; // times a text's measured width, for the same reason
const NAMES = {reserve: 1.12, gap: 10}; // px left and right of a column of names
const VALUE_GAP = 8; // px before and behind a value

/** How a text is set; the size is in px. */
interface Letters {
  readonly fontSize?: number;
  readonly bold?: boolean;
}

/**
 * Returns a user name for people: `(none named)` for null, `(empty)` for "". A real name that begins with a parenthesis
 * stands in quotes.
 */
export function userName(user: string | null, limit = 200): string {
  if (user === null) return "(none named)";
  if (user === "") return "(empty)";
  return user.startsWith("(") ? `“${visible(user, limit)}”` : visible(user, limit);
}

/**
 * Returns a text that takes at most `width` px, with 10 % of reserve for other fonts; a longer text is cut and ends in
 * ….
 */
export function fit(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= FILLED * width) return text;
  const characters = Array.from(text);
  const most = characters.findIndex(
    (_, i) => textWidth(characters.slice(0, i + 1).join("") + "…", fontSize) > FILLED * width
  );
  return characters.slice(0, most).join("") + "…";
}

/** Returns the px (at most `most`) that names of 12 px beside bars take, with 12 % of reserve for other fonts. */
export function roomFor(names: readonly string[], most: number): number {
  return Math.min(
    most,
    NAMES.gap + Math.ceil(NAMES.reserve * Math.max(...names.map((name) => textWidth(name, FONT.text, {bold: true}))))
  );
}

/** Returns the px that a text in small letters takes, with 10 % of reserve for other fonts. */
export function smallWidth(text: string): number {
  return RESERVE * textWidth(text, FONT.small);
}

/** Returns the px that the widest of some values takes behind a bar, with the gaps around it; 0 without any value. */
export function valueRoom(values: readonly string[]): number {
  return values.length === 0 ? 0 : VALUE_GAP + Math.max(...values.map(smallWidth));
}

/**
 * Returns a text in lines no wider than `width` px, with 10 % of reserve for other fonts. It breaks at spaces, and
 * inside of a word that is too long for a line. The letters have 12 px and are not bold by default.
 */
export function wrap(text: string, width: number, {fontSize = FONT.text, bold = false}: Letters = {}): string[] {
  const lines: string[] = [];
  const fits = (line: string): boolean => textWidth(line, fontSize, {bold}) <= FILLED * width;
  for (const word of text.split(" ").flatMap((word) => pieces(word, fits))) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string, fits: (part: string) => boolean): string[] {
  if (fits(word)) return [word];
  const parts = [""];
  for (const character of word) {
    if (fits(parts.at(-1) + character) || parts.at(-1) === "") parts[parts.length - 1] += character;
    else parts.push(character);
  }
  return parts;
}
