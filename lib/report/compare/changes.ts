/** How the refused attempts per day of log of one name changed from a period to the next. */
export interface Change {
  readonly name: string;
  readonly before: number;
  readonly now: number;
  readonly kind: "new" | "gone" | "up" | "down" | "same";
}

const noise = 0.05; // of the rate before; a smaller change counts as none

/**
 * Returns how the attempts by each name changed, the largest change per day of log first. `before` and `now` are the
 * attempts of the two periods; `days` are their days of log, which must not be 0.
 */
export function changes(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
  days: {readonly before: number; readonly now: number}
): Change[] {
  const rows = [...new Set([...before.keys(), ...now.keys()])].map((name): Change => {
    const rates = {before: (before.get(name) ?? 0) / days.before, now: (now.get(name) ?? 0) / days.now};
    return {name, ...rates, kind: kindOf(rates)};
  });
  const size = ({before, now}: Change): number => Math.abs(now - before);
  return rows.toSorted((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1));
}

function kindOf({before, now}: Pick<Change, "before" | "now">): Change["kind"] {
  if (before === 0 || now === 0) return before === 0 ? "new" : "gone";
  if (Math.abs(now / before - 1) < noise) return "same";
  return now > before ? "up" : "down";
}
