/** Returns a needle that stands in a text as a word of its own, the first in the text; null where none does. */
export type Finder = (text: string) => string | null;

const startLength = 3;
const slots = 2 ** 16;
const ofWord = /[\p{L}\p{N}_-]/u;

/**
 * Returns a finder for needles of at least three characters. A needle within a longer name does not count where that
 * name is in `allowed` (by default empty). The finder goes over a text once, however many needles there are. It looks
 * closer only where three characters are the beginning of a needle.
 */
export function finder(needles: Iterable<string>, allowed: ReadonlySet<string> = new Set()): Finder {
  const byStart = Map.groupBy(needles, (needle) => needle.slice(0, startLength));
  const possible = new Uint8Array(slots);
  for (const start of byStart.keys()) possible[slot(start, 0)] = 1;
  return (text) => {
    for (let i = 0; i <= text.length - startLength; i++) {
      if (possible[slot(text, i)] === 0) continue;
      const found = byStart
        .get(text.slice(i, i + startLength))
        ?.find((needle) => standsAt(text, needle, i) && !allowed.has(nameAround(text, i, i + needle.length)));
      if (found !== undefined) return found;
    }
    return null;
  };
}

function slot(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) % slots;
}

function standsAt(text: string, needle: string, at: number): boolean {
  const end = at + needle.length;
  if (!text.startsWith(needle, at) || joins(text, at - 1, at) || joins(text, end - 1, end)) return false;
  return !(number.test(needle) && separator.test(text[at - 1] ?? "") && separator.test(text[end] ?? ""));
}

// A number of data, as a count or a time in JSON or CSV: a name would stand in quotes.
const number = /^\d+$/;
const separator = /^[[\]{}:,\r\n]?$/;

/** Returns whether two neighbouring characters belong to one word. */
function joins(text: string, left: number, right: number): boolean {
  return left >= 0 && right < text.length && ofWord.test(text[left]!) && ofWord.test(text[right]!);
}

const ofName = /[A-Za-z0-9._-]/;
const escape = /^(?:%[0-9a-f]{2}|\\u[0-9a-f]{4})(?=.)/i;

/**
 * Returns the whole name around a part of it, as `jo.doe` around `doe`. An escaped character before the name and full
 * stops behind it do not belong to it.
 */
function nameAround(text: string, from: number, to: number): string {
  while (from > 0 && ofName.test(text[from - 1]!)) from--;
  while (to < text.length && ofName.test(text[to]!)) to++;
  const before = from > 0 ? text[from - 1]! : "";
  return (before + text.slice(from, to)).replace(escape, before).slice(before.length).replace(/\.+$/, "");
}
