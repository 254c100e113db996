import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import type {Country, CountryWeek} from "../rows/countries.ts";

/** Returns a row for each country of refused attempts, the most first, of a log whose addresses are located. */
export async function countries(log: Log): Promise<Country[]> {
  type Row = Omit<Country, "code" | "name"> & {readonly country: string; readonly countryName: string};
  const located = log.where({...refused(), country: {not: null}});
  const rows = await located.tally<Row>(["country", "countryName"], {measures: ["attempts", "addresses"]});
  return rows.map(({country, countryName, ...counts}) => ({code: country, name: countryName, ...counts}));
}

/** Returns a row for each country and week with refused attempts, by week, of a log whose addresses are located. */
export async function countryWeeks(log: Log): Promise<CountryWeek[]> {
  type Row = {readonly week: number; readonly countryName: string; readonly attempts: number};
  const located = log.where({...refused(), country: {not: null}, week: {not: null}});
  const rows = await located.tally<Row>(["week", "countryName"]);
  return rows.map(({countryName, ...row}) => ({...row, country: countryName})).toSorted((a, b) => a.week - b.week);
}
