import pl from "nodejs-polars";

/** A value as plain data; a date or time is epoch milliseconds, of UTC. */
export type Plain = string | number | boolean | null;

/** Returns the rows of a table of polars as plain objects; a Datetime or Date comes as epoch milliseconds of UTC. */
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

/** Compares two values of a column as polars does: texts by their code points, null after all others. */
export function compared(a: Plain, b: Plain): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return typeof a === "string" ? comparedTexts(a, b as string) : Number(a) - Number(b);
}

function comparedTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (one !== other) return inOrderOfPoints(one) - inOrderOfPoints(other);
  }
  return a.length - b.length;
}

/** Puts the surrogates of UTF-16 behind all other units, as the code points that they are for come last. */
function inOrderOfPoints(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
