import {canonical} from "../event/address.ts";

/** Slots of a cache; a text is looked for in one of them, so that a cache never grows. */
const slots = 1 << 13;

/** Longer texts are not kept: sshd cuts names at 100 bytes. */
const longest = 128;

/** Returns what a function makes of the text between two places of the bytes. */
export type Interned<T> = (bytes: Buffer, start: number, end: number) => T;

/**
 * Returns a function that gives the value of a text, one character per byte, and remembers the last texts: the names
 * and addresses of a log come again and again, and neither a string nor its value is made a second time.
 */
function interned<T>(valueOf: (text: string) => T): Interned<T> {
  const texts: string[] = Array.from({length: slots}, () => "");
  const values: T[] = Array.from({length: slots}, () => valueOf(""));
  return (bytes, start, end) => {
    if (end - start > longest) return valueOf(bytes.toString("latin1", start, end));
    let hash = end - start;
    for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const slot = (hash ^ (hash >>> 13)) & (slots - 1);
    const known = texts[slot]!;
    if (known.length !== end - start || !standsAt(bytes, start, known)) {
      const text = bytes.toString("latin1", start, end);
      texts[slot] = text;
      values[slot] = valueOf(text);
    }
    return values[slot]!;
  };
}

/** Returns a user name as it stands. */
export const userAt: Interned<string> = interned((text) => text);

/** Returns the canonical address, or null where the text is none. */
export const addressAt: Interned<string | null> = interned(canonical);

/** Whether a text stands at a place, one byte per character. */
function standsAt(bytes: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
