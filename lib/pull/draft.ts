import {createHash} from "node:crypto";
import {renameSync, rmSync, statSync} from "node:fs";
import {beside, leftoversBeside} from "../store/exchange/leftovers.ts";
import {dayMs} from "../base/time.ts";

/**
 * Returns the path, beside a database, of the copy that comes from a destination. A part of it that a stopped run has
 * left is moved there. Parts of copies from other destinations are removed when they are older than a week.
 */
export function draftFor(db: string, destination: string): string {
  const end = `${createHash("sha256").update(destination).digest("hex").slice(0, 16)}.pull`;
  const draft = beside(db, end);
  for (const {path, kind} of leftoversBeside(db, /^([\da-f]{16}\.)?pull$/)) {
    if (kind === end) renameSync(path, draft);
    else if (isOlder(path, weekMs)) rmSync(path, {force: true});
  }
  return draft;
}

const weekMs = 7 * dayMs;

/** Whether a file has not changed for a time, or is gone. */
function isOlder(path: string, ms: number): boolean {
  const {mtimeMs = 0} = statSync(path, {throwIfNoEntry: false}) ?? {};
  return mtimeMs < Date.now() - ms;
}
