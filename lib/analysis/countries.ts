import {refused, tallyRows} from "../ask/polars/tally.ts";
import type {Located} from "./places.ts";

/** The refused attempts from a country. */
export interface Country {
  /** ISO 3166 alpha-2. */
  readonly code: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
}

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

/** The refused attempts from a country in a week; `week` is the epoch in ms of its Monday on the host's clock. */
export interface CountryWeek {
  readonly week: number;
  readonly country: string;
  readonly attempts: number;
}

/** Returns a row for each country and week with attempts, in order of time. */
export function countryWeeks({frame}: Located): CountryWeek[] {
  const where = {...refused(), country: {not: null}, week: {not: null}};
  const rows = tallyRows<{week: number; countryName: string; attempts: number}>(frame, ["week", "countryName"], {
    where
  });
  return rows.map(({countryName, ...row}) => ({...row, country: countryName})).toSorted((a, b) => a.week - b.week);
}
