/**
 * Whether two names of hosts are the short and the full name of one, as `pi` and `pi.example.net`, or one name in two
 * spellings, as `PI` and `pi`, `pi.example.net` and `pi.example.net.`. Domain names know no case (RFC 4343), and end in
 * a dot where they are written in full (RFC 1034, 3.1).
 */
export function areRelated(one: string, other: string): boolean {
  const [short, long] = [plain(one), plain(other)].toSorted((a, b) => a.length - b.length) as [string, string];
  return short !== "" && (long === short || long.startsWith(`${short}.`));
}

/** Whether two names are full ones of different machines, as `web.example.net` and `web.example.org`. */
export function areRivals(one: string, other: string): boolean {
  return labelOf(one) === labelOf(other) && !areRelated(one, other);
}

/** Returns the part of a name before its first dot, in lower case: related names have it in common. */
export function labelOf(name: string): string {
  return plain(name).split(".", 1)[0]!;
}

/**
 * Returns the one of two names under which a machine is shown: the longer one, not counting a dot at its end. Of two
 * spellings, it is the one without the dot, then the one in small letters.
 */
export function shownOf(one: string, other: string): string {
  const longer = plain(one).length - plain(other).length || other.length - one.length;
  return longer > 0 || (longer === 0 && one > other) ? one : other;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
