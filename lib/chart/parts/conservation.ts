import {sum} from "../../base/sum.ts";
import {count, counted} from "../../base/words.ts";
import type {Conservation} from "../../rows/places.ts";

/** A number of attempts, and what became of them in a chart: `[12, "on the map"]`. */
export type Part = readonly [attempts: number, what: string];

/**
 * Returns the line of the caption that accounts for all attempts. `parts` say what became of the attempts in the rows;
 * a part of 0 is left out, but not the first. Without a conservation the line accounts for these alone. `hidden` are
 * the words for attempts that are located but in no row. Throws when the parts do not add up.
 */
export function conserved(
  parts: readonly Part[],
  conservation?: Conservation,
  hidden = "located but not drawn"
): string {
  const held = sum(parts, ([attempts]) => attempts);
  const {located, notLocated, private: own, notDrawn, total} = conservation ?? {...NOTHING, located: held, total: held};
  if (held !== located || parts.some(([attempts]) => attempts < 0) || located + notLocated + own + notDrawn !== total)
    throw new Error(
      `attempts got lost: ${held} in the rows of ${located} located + ${notLocated} not + ${own} private + ${notDrawn} not drawn is not ${total}`
    );
  const terms = [
    ...parts.filter(([attempts], i) => i === 0 || attempts > 0),
    ...(notDrawn > 0 ? [[notDrawn, hidden] as const] : []),
    ...(conservation
      ? ([
          [notLocated, "not located"],
          [own, "private"]
        ] as const)
      : [])
  ];
  return `${terms.map(([attempts, what]) => `${count(attempts)} ${what}`).join(" + ")} = ${counted(total, "attempt")}`;
}

const NOTHING = {notLocated: 0, private: 0, notDrawn: 0};
