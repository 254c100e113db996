import {rmSync, existsSync} from "node:fs";
import {reading, type Store} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {exportStore} from "../../lib/store/exchange/export.ts";
import {importChecked, importStore, type Imported} from "../../lib/store/exchange/import.ts";
import {exportNews} from "../../lib/store/exchange/news.ts";
import {readNews} from "../../lib/store/exchange/read-news.ts";
import {parseSeenDays, formatSeenDays} from "../../lib/store/exchange/day-digests.ts";

/**
 * Brings what is new in the database of a machine into the one at a path, as `pull` does, and returns how many bytes
 * came.
 */
export async function bring(db: string, pi: string): Promise<{bytes: number; imported: Imported | null}> {
  const [news, rows] = [`${db}.news`, `${db}.rows`];
  try {
    const seen = seenBy(db, pi);
    const bytes = await exportNews(pi, news, {seen: parseSeenDays(seen ?? formatSeenDays([]))});
    const end = await readNews(news, rows);
    if (end === null || end === "other") throw new Error("no news");
    const mark = (): {key: string; value: string} => ({key: keyOf(pi), value: formatSeenDays(end.seen)});
    return {bytes, imported: importChecked(db, rows, {claims: end.claims, isPart: seen !== null, mark})};
  } finally {
    for (const left of [news, rows]) rmSync(left, {force: true});
  }
}

/** Brings the whole database of a machine into the one at a path. */
export async function bringAll(db: string, pi: string): Promise<void> {
  const copy = `${db}.copy`;
  await exportStore(pi, copy);
  importStore(db, copy);
  rmSync(copy);
}

const keyOf = (pi: string): string => `pulled:${pi}`;

function seenBy(db: string, pi: string): string | null {
  if (!existsSync(db)) return null;
  const select = (store: Store): unknown =>
    store.prepare("SELECT value FROM meta WHERE key = ?").pluck().get(keyOf(pi)) ?? null;
  return reading(db, select) as string | null;
}

/** Returns everything that a database holds, but the numbers of its rows and what `pull` remembers. */
export function everything(db: string): Record<string, unknown> {
  return reading(db, (store) => ({
    attempts: contentDigest(store),
    ...Object.fromEntries(selects.map((sql) => [sql, store.prepare(sql).raw().all()]))
  }));
}

const selects = [
  "SELECT name, zone, floor, pruned FROM host ORDER BY 1",
  "SELECT key, value FROM meta WHERE key NOT LIKE 'pulled:%' ORDER BY 1",
  `SELECT name, day, hex(lines), hex(before), hex(after), written, deciding, echo, noise, unknown
    FROM day JOIN host ON host.id = host ORDER BY 1, 2`,
  "SELECT name, deciding, echo FROM pending JOIN host ON host.id = host ORDER BY 1, 2, 3",
  "SELECT path, hex(head), head_bytes, position, state FROM source ORDER BY 1, 2, 3, 4, 5",
  `SELECT path, hex(head), name, read, other, ledger.pruned FROM ledger JOIN source ON source.id = source
    JOIN host ON host.id = host ORDER BY 1, 2, 3, 4`,
  `SELECT path, hex(head), name, first, last FROM coverage JOIN source ON source.id = source
    JOIN host ON host.id = host ORDER BY 1, 2, 3, 4`,
  "SELECT name, shape, sample, lines, last FROM unknown JOIN host ON host.id = host ORDER BY 1, 2"
];
