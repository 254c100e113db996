import {createReadStream} from "node:fs";
import {createInterface} from "node:readline";
import {begin, explained, openStore, type Store} from "./database.ts";
import {newsHead, type NewsEnd} from "./news.ts";

/**
 * Makes of a file of news (see {@link exportNews}) a database at the path *draft*, whose days have lines but no attempts, and
 * returns the last line of the file; null when it is no such file, "other" when it is one of another schema. Throws when it is
 * not whole.
 */
export async function readNews(file: string, draft: string): Promise<NewsEnd | "other" | null> {
  const head = await firstLine(file);
  if (head !== newsHead) return /^\{"news":\d+\}$/.test(head) ? "other" : null;
  const store = openStore(draft);
  try {
    store.pragma("journal_mode = OFF"); // should it break off, the draft is of no use
    begin(store);
    const end = await insertRows(store, file);
    store.exec("COMMIT");
    return end;
  } catch (error) {
    throw explained(error, draft);
  } finally {
    store.close();
  }
}

async function firstLine(file: string): Promise<string> {
  let start = "";
  for await (const bytes of createReadStream(file, {end: 2 * newsHead.length})) start += String(bytes);
  return start.slice(0, Math.max(0, start.indexOf("\n")));
}

async function insertRows(store: Store, file: string): Promise<NewsEnd> {
  const insert = inserter(store);
  for await (const line of createInterface({input: createReadStream(file)})) {
    const [table, row] = partsOf(line);
    if (table === "end") return row as unknown as NewsEnd;
    if (table !== "news") insert(table, row);
  }
  throw new Error(`${file} ends too early; pull again`);
}

type Row = Readonly<Record<string, unknown>>;

function partsOf(line: string): [table: string, row: Row] {
  try {
    return Object.entries(JSON.parse(line) as object)[0] as [string, Row];
  } catch (cause) {
    throw new Error("a line of the news is damaged; pull again", {cause});
  }
}

const tables: ReadonlySet<string> = new Set(["day", "meta", "host", "source", "ledger", "coverage", "unknown"]);

function inserter(store: Store): (table: string, row: Row) => void {
  const statements = new Map<string, ReturnType<Store["prepare"]>>();
  return (table, row) => {
    const columns = Object.keys(row);
    const key = [table, ...columns].join();
    if (!tables.has(table) || !columns.every((column) => /^[a-z_]+$/.test(column)))
      throw new Error(`a line of the news is not of knockbook; pull again: ${key}`);
    const places = columns.map(() => "?").join(", ");
    if (!statements.has(key))
      statements.set(key, store.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`));
    statements.get(key)!.run(Object.values(row).map(fromJson));
  };
}

function fromJson(value: unknown): unknown {
  return value !== null && typeof value === "object" && "base64" in value
    ? Buffer.from(String(value.base64), "base64")
    : value;
}
