const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu; // controls, bidi, zero width, …
const STACKED = /(?<=^|\p{M}\p{M})\p{M}/gu; // the third and later marks on one letter, and a mark without a letter
const EDGES = /^ +| +$| {2,}/g; // spaces that a reader would not see

/**
 * Returns a text from the log so that nothing in it is invisible or moves its neighbours: controls as their Unicode
 * pictures (␛), other invisible, bidirectional, private or unassigned characters and piled-up marks as `\u{202e}`,
 * spaces at the ends or in runs as ␠. A text longer than `limit` characters is cut and ends in …; the text is not
 * HTML-escaped.
 */
export function visible(text: string, limit = 200): string {
  const start = text.slice(0, 4 * limit).replaceAll(EDGES, (spaces) => "␠".repeat(spaces.length));
  return cut(start.replaceAll(HIDDEN, escaped).replaceAll(STACKED, escaped), limit);
}

/**
 * Returns a message, of several lines, in which nothing commands the terminal: what other machines say can stand in it.
 */
export function harmless(message: string): string {
  return message.replaceAll("\r\n", "\n").replaceAll(/(?!\n)\p{C}/gu, escaped);
}

/**
 * Returns prose in which everything is visible that shows nothing or moves its surroundings. Unlike {@link visible},
 * which is meant for one name, it keeps tabs and line feeds, and cuts and trims nothing.
 */
export function visibleProse(text: string): string {
  return text.replaceAll(UNSEEN, escaped);
}

// controls, bidi and zero width, lone surrogates, line separators
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Returns a text of at most `limit` characters (code points), the last one … if any was cut off. */
export function cut(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? characters.slice(0, limit - 1).join("") + "…" : text;
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "␡" : `\\u{${code.toString(16)}}`;
}
