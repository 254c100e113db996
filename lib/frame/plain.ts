import type pl from "nodejs-polars";

/** A value as plain data; a date or time is epoch milliseconds, of UTC. */
export type Plain = string | number | boolean | null;

/** Returns the rows of a table as plain objects; a Datetime or Date comes as epoch milliseconds of UTC. */
export function rowsOf<Row>(table: pl.DataFrame): Row[] {
  return table
    .toRecords()
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plainValue(value)])) as Row);
}

/** Returns a value of polars as plain data. */
export function plainValue(value: unknown): Plain {
  if (value instanceof Date) return value.getTime();
  return typeof value === "bigint" ? Number(value) : ((value ?? null) as Plain);
}
