/** How something changed from one period to the next, in attempts per day of log. */
export interface Change {
  readonly name: string;
  readonly before: number;
  readonly now: number;
  readonly kind: "new" | "gone" | "up" | "down" | "same";
}

const noise = 0.05; // a smaller change is none

/** Returns what changed for each name of two counts, the largest change first; rates are per day of log. */
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
