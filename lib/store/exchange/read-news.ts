import {createReadStream} from "node:fs";
import {parseClaims} from "./claims.ts";
import {begin, openStore, type Store} from "../database.ts";
import {explained} from "../errors.ts";
import {isNonsense} from "./foreign.ts";
import {newsHead, type NewsEnd} from "./news.ts";
import {checkSeenDays} from "./day-digests.ts";

/**
 * Makes a database at the path *draft* from a file of news (see {@link exportNews}), and returns the last line of the
 * file. The days of the database have lines but no attempts. Returns null when the file holds no news, "other" when
 * they are of another schema. Throws one-line errors when the file is not whole. The values are not checked; the import
 * does that.
 */
export async function readNews(file: string, draft: string): Promise<NewsEnd | "other" | null> {
  const head = await firstLine(file);
  if (head !== newsHead) return /^\{"news":\d+\}$/.test(head) ? "other" : null;
  const store = openStore(draft);
  try {
    store.pragma("journal_mode = OFF"); // if this breaks off, the draft is of no use
    begin(store);
    const end = await insertRows(store, file);
    store.exec("COMMIT");
    return end;
  } catch (error) {
    throw explained(
      isNonsense(error) ? new Error("a line of the news is damaged; pull again", {cause: error}) : error,
      draft
    );
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
  for await (const line of linesOf(file)) {
    const [[table, row]] = Object.entries(JSON.parse(line) as Record<string, Row>) as [[string, Row]];
    if (table === "end") return {seen: checkSeenDays(row.seen), claims: parseClaims(row.claims)};
    if (table !== "news") insert(table, row);
  }
  throw new Error(`${file} ends too early; pull again`);
}

type Row = Readonly<Record<string, unknown>>;

/** Yields the lines of a file that have an end. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let start: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf("\n"); to >= 0; to = chunk.indexOf("\n", from)) {
      yield Buffer.concat([...start, chunk.subarray(from, to)]).toString();
      start = [];
      bytes = 0;
      from = to + 1;
    }
    start.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > longest) throw new RangeError(`a line of more than ${longest} bytes`);
  }
}

/** Bytes of the longest line, that of a day of ten million lines. */
const longest = 2 ** 27;

const tables: ReadonlySet<string> = new Set([
  "day",
  "meta",
  "host",
  "alias",
  "source",
  "ledger",
  "coverage",
  "unknown"
]);

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
