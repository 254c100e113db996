import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {sum} from "../base/sum.ts";
import {daySeconds} from "../base/time.ts";
import type {Totals} from "../rows/totals.ts";

/** Returns the numbers of a whole log: its attempts by outcome, addresses, names, and days of log. */
export async function totals(log: Log): Promise<Totals> {
  const outcomes = await log.tally<{outcome: string; attempts: number}>(["outcome"]);
  const byOutcome = Object.fromEntries(outcomes.map(({outcome, attempts}) => [outcome, attempts]));
  const {failed = 0, abandoned = 0, accepted = 0, probe = 0} = byOutcome;
  const measures = ["addresses", "names"] as const;
  const undated = await log.where({...refused(), day: null}).tally<{attempts: number}>([]);
  const [distinct] = await log.where(refused()).tally<{addresses: number; names: number}>([], {measures});
  const days = sum(log.about.coverage, ({from, to}) => to - from) / daySeconds;
  const all = failed + abandoned;
  return {
    failed,
    abandoned,
    accepted,
    probe,
    refused: all,
    undated: sum(undated, ({attempts}) => attempts),
    ...distinct!,
    days,
    perDay: days < 1 ? null : all / days
  };
}
