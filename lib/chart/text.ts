import {textWidth} from "./widths.ts";

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu; // controls, bidi, zero width, …
const STACKED = /(?<=^|\p{M}\p{M})\p{M}/gu; // the third and later marks on one letter, and a mark without a letter
const EDGES = /^ +| +$| {2,}/g; // spaces that a reader would not see

/**
 * Returns a text from the log so that nothing in it is invisible or moves its neighbours: controls as their Unicode
 * pictures (␛), other invisible, bidirectional, private or unassigned characters and piled-up marks as `\u{202e}`, spaces
 * at the ends or in runs as ␠. A text longer than `limit` characters is cut and ends in …; the text is not HTML-escaped.
 */
export function visible(text: string, limit = 200): string {
  const start = text.slice(0, 4 * limit).replaceAll(EDGES, (spaces) => "␠".repeat(spaces.length));
  return cut(start.replaceAll(HIDDEN, escaped).replaceAll(STACKED, escaped), limit);
}

/** Returns a user name for people: `(none named)` for null, `(empty)` for "", and quotes where a real name looks so. */
export function userName(user: string | null, limit = 200): string {
  if (user === null) return "(none named)";
  if (user === "") return "(empty)";
  return user.startsWith("(") ? `“${visible(user, limit)}”` : visible(user, limit);
}

/** Returns a text of at most `limit` characters (code points), the last one … if any was cut off. */
export function cut(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? characters.slice(0, limit - 1).join("") + "…" : text;
}

/** Returns a text cut, and ended in …, so that it takes at most `width` px with 10 % of reserve for other fonts. */
export function fit(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= 0.9 * width) return text;
  const characters = Array.from(text);
  const most = characters.findIndex(
    (_, i) => textWidth(characters.slice(0, i + 1).join("") + "…", fontSize) > 0.9 * width
  );
  return characters.slice(0, most).join("") + "…";
}

/** Returns a text in lines no wider than `width` px with 10 % of reserve; breaks at spaces, inside a word if it must. */
export function wrap(text: string, width: number, fontSize: number, bold = false): string[] {
  const lines: string[] = [];
  const fits = (line: string): boolean => textWidth(line, fontSize, bold) <= 0.9 * width;
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

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "␡" : `\\u{${code.toString(16)}}`;
}
