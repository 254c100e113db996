import pl from "nodejs-polars";
import {quarterSeconds} from "../question/about.ts";
import {withoutNone, type Dictionary} from "./star.ts";
import {offsets} from "../../base/zone.ts";

/** Returns the id of the quarter of an hour that a time (epoch seconds) lies in, for a zone by its number; never 0. */
export function clockId(seconds: number, zone: number, zones: number): number {
  const number = Math.floor(seconds / quarterSeconds) * zones + zone;
  return number < 0 ? number : number + 1;
}

/**
 * Returns the dictionary of some clock ids: `start` (of the quarter, Int64, epoch milliseconds), and what a clock in
 * its zone shows then: `day`, `week` (its Monday) and `month` (its first day) as Date, `weekday` (Int8, 1 for Monday to
 * 7) and `hour` (Int8). A day is 23 or 25 hours long when the clock changes.
 */
export function clockDictionary(ids: Int32Array, zones: readonly string[]): Dictionary {
  const ahead = zones.map(offsets);
  const numbers = ids.map((id) => (id < 0 ? id : id - 1));
  const starts = Float64Array.from(numbers).map((number) => Math.floor(number / zones.length) * quarterSeconds);
  const walls = starts.map((start, i) => start + ahead[mod(numbers[i]!, zones.length)]!(start));
  const wall = milliseconds("wall").cast(pl.Datetime("ms"));
  const words = pl
    .DataFrame([
      pl.Series("clockId", ids, pl.Int32),
      pl.Series("start", starts, pl.Float64),
      pl.Series("wall", walls, pl.Float64)
    ])
    .select(
      pl.col("clockId"),
      milliseconds("start"),
      wall.cast(pl.Date).alias("day"),
      wall.dt.truncate("1w").cast(pl.Date).alias("week"),
      wall.dt.truncate("1mo").cast(pl.Date).alias("month"),
      wall.dt.weekday().alias("weekday"),
      wall.dt.hour().alias("hour")
    );
  return {id: "clockId", words: withoutNone("clockId", words)};
}

function mod(a: number, b: number): number {
  return ((a % b) + b) % b;
}

function milliseconds(column: string): pl.Expr {
  return pl.col(column).mul(pl.lit(1000)).cast(pl.Int64);
}
