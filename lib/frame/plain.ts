import pl from "nodejs-polars";

/** A value as plain data; a date or time is epoch milliseconds, of UTC. */
export type Plain = string | number | boolean | null;

/** Returns the rows of a table as plain objects; a Datetime or Date comes as epoch milliseconds of UTC. */
export function rowsOf<Row>(table: pl.DataFrame): Row[] {
  const columns = table.columns.map((name) => [name, plainColumn(table.getColumn(name))] as const);
  return Array.from({length: table.height}, (_, i) => {
    const row: Record<string, Plain> = {};
    for (const [name, values] of columns) row[name] = values[i]!;
    return row as Row;
  });
}

/** Returns the values of a column as plain data. */
export function plainColumn(column: pl.Series): Plain[] {
  const isTime = String(column.dtype).includes("Date");
  const values = isTime ? column.cast(pl.Datetime("ms")).cast(pl.Int64).cast(pl.Float64) : column;
  return values
    .toArray()
    .map((value: unknown) => (typeof value === "bigint" ? Number(value) : ((value ?? null) as Plain)));
}
