import pl from "nodejs-polars";
import type {Plain} from "../question/where.ts";

/** Returns the values of a column as plain data; a Datetime or Date as epoch milliseconds of UTC. */
export function plainColumn(column: pl.Series): Plain[] {
  const isTime = String(column.dtype).includes("Date");
  const values = isTime ? column.cast(pl.Datetime("ms")).cast(pl.Int64).cast(pl.Float64) : column;
  return values
    .toArray()
    .map((value: unknown) => (typeof value === "bigint" ? Number(value) : ((value ?? null) as Plain)));
}
