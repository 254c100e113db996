import type {Content} from "../../log/scanner.ts";
import type {Store} from "../database.ts";
import type {Position} from "./position.ts";

/** What a log holds, as far as it was ever read. */
export interface HeldLines {
  readonly content: Content;
  /** Lines of sshd, dropbear and PAM. */
  readonly own: number;
  readonly unread: number;
}

/**
 * Returns what earlier runs found in a log, by its position; nothing if the log is new. A log whose content was not
 * noted yet, as in a database of an older schema, is taken for a log.
 */
export function heldIn(store: Store, known: Position | null): HeldLines {
  if (!known) return {content: "nothing", own: 0, unread: 0};
  const sql = `SELECT ifnull(sum(read - other - unread), 0) AS own, ifnull(sum(unread), 0) AS unread
    FROM ledger WHERE source = ?`;
  const sums = store.prepare(sql).get(known.source) as Omit<HeldLines, "content">;
  return {content: known.state.content ?? "log", ...sums};
}

const contents: readonly Content[] = ["nothing", "text", "log"];

/** Returns which of two parts of a log says more of it. */
export function stronger(one: Content, other: Content): Content {
  return contents.indexOf(one) > contents.indexOf(other) ? one : other;
}
