import type {Statement} from "better-sqlite3";
import type {Store} from "../database.ts";

/** A value of a look-up row. */
export type Word = string | number | null;

/** A look-up table (host, user, origin, verdict): its statements, and the ids that were asked for last. */
export interface LookUp {
  readonly select: Statement;
  readonly insert: Statement;
  /** What a new row holds beside its words. */
  readonly defaults: readonly Word[];
  /** A tree of maps, a level for each word of a row. */
  ids: Level;
  /** How many ids it holds. */
  size: number;
}

type Level = Map<Word, Level | number>;

/** Ids that are remembered; those of a log that names more are looked up again. */
const cacheSize = 50_000;

/** How rows of a look-up table are found and made. */
interface LookUpOptions {
  readonly columns: readonly string[];
  readonly defaults?: Readonly<Record<string, Word>>;
  /** SQL that gives the id of the row with some words, or null; default: the row whose columns have them. */
  readonly select?: string;
}

/** Returns the look-up table of a name: its rows are found by some columns, and new ones get defaults in others. */
export function openLookUp(store: Store, table: string, {columns, defaults = {}, select}: LookUpOptions): LookUp {
  const names = [...columns, ...Object.keys(defaults)];
  const where = columns.map((column) => `${column} IS ?`).join(" AND ");
  const values = names.map(() => "?").join(", ");
  return {
    select: store.prepare(select ?? `SELECT id FROM ${table} WHERE ${where}`).pluck(),
    insert: store.prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${values})`),
    defaults: Object.values(defaults),
    ids: new Map(),
    size: 0
  };
}

/** Returns the id of the row with some words, one for each column; the row is made when it is new. */
export function lookUp(table: LookUp, ...words: Word[]): number {
  let level = table.ids;
  for (let i = 0; i < words.length - 1; i += 1) {
    let next = level.get(words[i]!) as Level | undefined;
    if (!next) level.set(words[i]!, (next = new Map()));
    level = next;
  }
  const last = words[words.length - 1]!;
  const known = level.get(last) as number | undefined;
  if (known !== undefined) return known;
  const id = idInTable(table, words);
  table.size += 1;
  if (table.size > cacheSize) forget(table);
  else level.set(last, id);
  return id;
}

function idInTable({select, insert, defaults}: LookUp, words: Word[]): number {
  const id = select.get(words) as number | null | undefined;
  return id ?? Number(insert.run([...words, ...defaults]).lastInsertRowid);
}

function forget(table: LookUp): void {
  table.ids = new Map();
  table.size = 0;
}
