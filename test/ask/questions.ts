import fc from "fast-check";
import type {Measure} from "../../lib/ask/question/options.ts";
import {tester, type Condition, type Plain, type Where} from "../../lib/ask/question/where.ts";
import type {Geo} from "../../lib/geo/geo.ts";
import {nowhere, type Place} from "../../lib/geo/place.ts";

// Any question that may be asked, and its answer by the plainest way to count.

/** A row as plain data, with the column `times`. */
export type Row = Readonly<Record<string, Plain>>;

const words = ["host", "user", "known", "address", "rhost", "method", "outcome"];
const numbers = ["port", "day", "week", "month", "weekday", "hour"];
const placeWords = [
  "country",
  "countryName",
  "region",
  "state",
  "city",
  "precision",
  "addressClass",
  "source",
  "network",
  "asName"
];
const placeNumbers = ["latitude", "longitude", "accuracyRadiusKm", "asn"];

/** The columns that attempts are grouped by. */
export const ownColumns = [...words, ...numbers];

/** The same of a log whose addresses are located. */
export const locatedColumns = [...ownColumns, ...placeWords, ...placeNumbers];

type MakeCondition = (a: Plain, b: Plain) => Condition;

/** The conditions on a column of words, made of two of its values. */
const onWords: readonly MakeCondition[] = [
  (a) => a,
  (a) => ({not: a}),
  (a, b) => [a, b],
  (a, b) => ({not: [a, b]}),
  () => null,
  () => ({not: null}),
  () => []
];

/** The conditions on a column of numbers. */
const onNumbers: readonly MakeCondition[] = [
  ...onWords,
  (a, b) => (typeof a === "number" && typeof b === "number" ? {from: Math.min(a, b), to: Math.max(a, b)} : {from: 1}),
  (a) => ({from: Number(a)}),
  (a) => ({to: Number(a) + 1}),
  (a, b) => ({from: Math.max(Number(a), Number(b)), to: Math.min(Number(a), Number(b))}), // of nothing
  () => ({})
];

type Test = readonly [column: string, make: MakeCondition, a: number, b: number];

function on(columns: readonly string[], makes: readonly MakeCondition[]): fc.Arbitrary<Test> {
  return fc.tuple(fc.constantFrom(...columns), fc.constantFrom(...makes), fc.nat(), fc.nat());
}

const onOwn = fc.oneof(on(words, onWords), on(numbers, onNumbers));

/** Conditions on some columns of any log, the time not among them. */
export const anyTests = fc.array(onOwn, {maxLength: 3});

/** Conditions on the time, in half of all cases, and on some other columns. */
export const anyTimedTests = fc.tuple(fc.option(on(["time"], onNumbers)), anyTests).map(joined);

/** The same of a log whose addresses are located. */
export const anyLocatedTests = fc
  .tuple(
    fc.option(on(["time"], onNumbers)),
    fc.array(fc.oneof(onOwn, on(placeWords, onWords), on(placeNumbers, onNumbers)), {maxLength: 3})
  )
  .map(joined);

function joined([time, others]: [Test | null, readonly Test[]]): Test[] {
  return time ? [time, ...others] : [...others];
}

/** Returns conditions, made of values that are in rows. */
export function whereOf(tests: readonly Test[], rows: readonly Row[]): Where {
  const value = (column: string, n: number): Plain => rows[n % rows.length]?.[column] ?? null;
  return Object.fromEntries(tests.map(([column, make, a, b]) => [column, make(value(column, a), value(column, b))]));
}

/** Returns the rows that meet conditions. */
export function rowsThatMeet(rows: readonly Row[], where: Where): Row[] {
  return rows.filter((row) => Object.entries(where).every(([column, one]) => tester(one)(row[column]!)));
}

/** Each measure of some rows, by the plainest way to count it. */
const counted: Readonly<Record<Measure, (rows: readonly Row[]) => number | null>> = {
  attempts: (rows) => rows.reduce((sum, {times}) => sum + (times as number), 0),
  addresses: (rows) => known(rows, "address").size,
  names: (rows) => known(rows, "user").size,
  first: (rows) => [...known(rows, "time")].reduce<number | null>((a, b) => Math.min(a ?? Infinity, b as number), null),
  last: (rows) => [...known(rows, "time")].reduce<number | null>((a, b) => Math.max(a ?? -Infinity, b as number), null)
};

function known(rows: readonly Row[], column: string): Set<Plain> {
  return new Set(rows.map((row) => row[column]!).filter((value) => value !== null));
}

/** Some measures, in any order. */
export const anyMeasures = fc.shuffledSubarray(Object.keys(counted) as Measure[]);

/** Returns the rows of a tally by plain counting. */
export function tallied(rows: readonly Row[], by: readonly string[], measures: readonly Measure[]): Row[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((column) => row[column])));
  const found = Array.from(groups.values(), (group): Row => ({
    ...Object.fromEntries(by.map((column) => [column, group[0]![column]!])),
    ...Object.fromEntries(measures.map((name) => [name, counted[name](group)]))
  }));
  return found.toSorted((a, b) => inOrder(a, b, by, measures[0]));
}

function inOrder(a: Row, b: Row, by: readonly string[], first: Measure | undefined): number {
  const largest = first ? -compare(a[first] ?? -Infinity, b[first] ?? -Infinity) : 0;
  return by.reduce((order, column) => order || compare(a[column]!, b[column]!), largest);
}

/** Compares values as their bytes in UTF-8, null last. */
function compare(a: Plain, b: Plain): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : Number(a) - Number(b);
}

const china: Place = {
  ...nowhere("public"),
  country: "CN",
  countryName: "China",
  precision: "country",
  latitude: 35,
  longitude: 105
};
const fresno: Place = {
  ...nowhere("public"),
  country: "US",
  countryName: "United States",
  region: "California",
  city: "Fresno",
  precision: "city",
  latitude: 36.75,
  longitude: -119.75,
  accuracyRadiusKm: 20
};

/** A geo database by hand: 192.0.2.7 is in China, 192.0.2.8 in California, all others are nowhere. */
export const handGeo: Geo = {
  locate: (address) => ({"192.0.2.7": china, "192.0.2.8": fresno})[address] ?? nowhere("documentation"),
  network: (address) => (address === "192.0.2.8" ? {asn: 4_200_000_000, name: "Example <b>Net</b>"} : null),
  databases: [],
  sources: []
};
