import {createHash} from "node:crypto";
import {readdirSync, renameSync, rmSync, statSync} from "node:fs";
import {basename, dirname, join} from "node:path";

/**
 * Returns the path beside a database for what comes from a destination and is not checked yet. If a stopped run has left some of
 * it, it stands there. Everything else that stopped runs have left is removed, what came from other destinations after a week.
 */
export function draftFor(db: string, destination: string): string {
  const [folder, start] = [dirname(db), `.${basename(db)}.`];
  const end = `${createHash("sha256").update(destination).digest("hex").slice(0, 16)}.pull`;
  const draft = join(folder, `${start}${process.pid}.${end}`);
  for (const name of readdirSync(folder)) {
    const [, pid, kind] = (name.startsWith(start) && left.exec(name.slice(start.length))) || [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(folder, name);
    if (kind === end) renameSync(path, draft);
    else if (!kind!.endsWith(".pull") || isOlder(path, weekMs)) rmSync(path, {force: true});
  }
  return draft;
}

const weekMs = 7 * 86_400_000;

/** Whether a file has not changed for so long, or is gone. */
function isOlder(path: string, ms: number): boolean {
  const {mtimeMs = 0} = statSync(path, {throwIfNoEntry: false}) ?? {};
  return mtimeMs < Date.now() - ms;
}

/** What a run leaves when it is stopped: its process id, and what it is. */
const left = /^(\d+)\.((?:[\da-f]{16}\.)?(?:pull|rows|import|new)(?:-journal)?)$/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
