import {visible} from "../../base/visible.ts";
import {textWidth} from "./widths.ts";

export {cut, visible} from "../../base/visible.ts";

/** Returns a user name for people: `(none named)` for null, `(empty)` for "", and quotes where a real name looks so. */
export function userName(user: string | null, limit = 200): string {
  if (user === null) return "(none named)";
  if (user === "") return "(empty)";
  return user.startsWith("(") ? `“${visible(user, limit)}”` : visible(user, limit);
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

/** Returns the px, at most `most`, that names beside bars take in 12 px letters, with 10 % of reserve for other fonts. */
export function roomFor(names: readonly string[], most: number): number {
  return Math.min(most, 10 + Math.ceil(1.12 * Math.max(...names.map((name) => textWidth(name, 12, true)))));
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
