import {createHash} from "node:crypto";
import {renameSync, rmSync, statSync} from "node:fs";
import {beside, leftBeside} from "../store/exchange/leftovers.ts";
import {dayMs} from "../base/time.ts";

/**
 * Returns the path beside a database for what comes from a destination and is not checked yet. If a stopped run has left some of
 * it, it stands there. What came from other destinations waits a week for them, and is removed then.
 */
export function draftFor(db: string, destination: string): string {
  const end = `${createHash("sha256").update(destination).digest("hex").slice(0, 16)}.pull`;
  const draft = beside(db, end);
  for (const {path, kind} of leftBeside(db, /^([\da-f]{16}\.)?pull$/)) {
    if (kind === end) renameSync(path, draft);
    else if (isOlder(path, weekMs)) rmSync(path, {force: true});
  }
  return draft;
}

const weekMs = 7 * dayMs;

/** Whether a file has not changed for so long, or is gone. */
function isOlder(path: string, ms: number): boolean {
  const {mtimeMs = 0} = statSync(path, {throwIfNoEntry: false}) ?? {};
  return mtimeMs < Date.now() - ms;
}
