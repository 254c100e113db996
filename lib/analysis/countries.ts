import {refused, tallyRows} from "../ask/polars/tally.ts";
import type {Located} from "./places.ts";
import type {Country, CountryWeek} from "../rows/countries.ts";

/** Returns a row for each country that attempts came from, the most first. */
export function countries({frame}: Located): Country[] {
  const rows = tallyRows<{country: string; countryName: string; attempts: number; addresses: number}>(
    frame,
    ["country", "countryName"],
    {
      where: {...refused(), country: {not: null}},
      measures: ["attempts", "addresses"]
    }
  );
  return rows.map(({country, countryName, ...counts}) => ({code: country, name: countryName, ...counts}));
}

/** Returns a row for each country and week with attempts, in order of time. */
export function countryWeeks({frame}: Located): CountryWeek[] {
  const where = {...refused(), country: {not: null}, week: {not: null}};
  const rows = tallyRows<{week: number; countryName: string; attempts: number}>(frame, ["week", "countryName"], {
    where
  });
  return rows.map(({countryName, ...row}) => ({...row, country: countryName})).toSorted((a, b) => a.week - b.week);
}
