import type {Log} from "../../ask/question/log.ts";
import {refused} from "../../ask/question/where.ts";
import {sum} from "../../base/sum.ts";
import {daySeconds} from "../../base/time.ts";

/** The refused attempts of a log: how many, and how many by country, by user name and by network. */
export interface Tallies {
  /** Time that the log covers, in days. */
  readonly days: number;
  readonly attempts: number;
  readonly accepted: number;
  /** Distinct addresses; hidden ones that have one stand-in count as one. */
  readonly addresses: number;
  readonly countries: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, number>;
  readonly networks: ReadonlyMap<string, number>;
}

/** Returns the tallies of a log whose addresses are located. */
export async function tallies(log: Log): Promise<Tallies> {
  const tried = log.where(refused());
  const all = await tried.tally<{attempts: number; addresses: number}>([], {measures: ["attempts", "addresses"]});
  const accepted = await log.where({outcome: "accepted"}).tally<{attempts: number}>([]);
  return {
    days: sum(log.about.coverage, ({from, to}) => to - from + 1) / daySeconds, // the last second is logged, too
    accepted: accepted[0]!.attempts,
    ...all[0]!,
    countries: await attemptsBy(tried, "countryName"),
    names: await attemptsBy(tried, "user"),
    networks: await attemptsBy(tried, "network")
  };
}

async function attemptsBy(log: Log, column: string): Promise<Map<string, number>> {
  const rows = await log.where({[column]: {not: null}}).tally<Record<string, string> & {attempts: number}>([column]);
  return new Map(rows.map((row) => [row[column]!, row.attempts]));
}
