import type {Store} from "../database.ts";

/** The bytes of a database. */
export interface Size {
  /** The whole file. */
  readonly bytes: number;
  /** The attempts with their look-up tables: the data set. */
  readonly attempts: {readonly rows: number; readonly bytes: number; readonly bytesPerRow: number | null};
  /** The lines of sshd, kept by day so that none is counted twice. */
  readonly lines: {readonly days: number; readonly bytes: number};
  /** Bytes that are free in the file and will be used again. */
  readonly free: number;
  /** Whether the bytes are those of whole pages; else they are estimated from the values. */
  readonly exact: boolean;
}

/** Returns how the bytes of a database are used. */
export function readSize(store: Store): Size {
  const number = (sql: string): number => Number(store.prepare(sql).pluck().get());
  const pragma = (name: string): number => Number(store.pragma(name, {simple: true}));
  const bytes = pragma("page_count") * pragma("page_size");
  const free = pragma("freelist_count") * pragma("page_size");
  const rows = number("SELECT count(*) FROM attempt");
  const days = number("SELECT count(*) FROM day");
  const pages = pageBytes(store);
  const kept = pages
    ? sum(pages, ["day"])
    : number("SELECT ifnull(sum(length(lines) + length(before) + length(after)), 0) FROM day");
  const data = pages ? sum(pages, attemptTables) : bytes - free - kept;
  const bytesPerRow = rows > 0 ? Math.round((100 * data) / rows) / 100 : null;
  return {bytes, attempts: {rows, bytes: data, bytesPerRow}, lines: {days, bytes: kept}, free, exact: pages !== null};
}

const attemptTables = ["attempt", "user", "origin", "verdict", "host"];

/** Returns the bytes of the pages of each table with its indexes, or null when SQLite was built without `dbstat`. */
function pageBytes(store: Store): Map<string, number> | null {
  const built = store.prepare("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'").get();
  if (!built) return null;
  const sql = `SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_schema USING (name)
    WHERE aggregate = TRUE GROUP BY tbl_name`;
  return new Map(store.prepare(sql).raw().all() as [string, number][]);
}

function sum(bytes: ReadonlyMap<string, number>, tables: readonly string[]): number {
  return tables.reduce((total, table) => total + (bytes.get(table) ?? 0), 0);
}
