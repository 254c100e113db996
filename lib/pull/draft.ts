import {createHash} from "node:crypto";
import {readdirSync, renameSync, rmSync} from "node:fs";
import {basename, dirname, join} from "node:path";

/**
 * Returns the path beside a database for what comes from a destination and is not checked yet. If a stopped run has left some of
 * it, it stands there; everything else that stopped runs have left is removed.
 */
export function draftFor(db: string, destination: string): string {
  const [folder, start] = [dirname(db), `.${basename(db)}.`];
  const end = `${createHash("sha256").update(destination).digest("hex").slice(0, 16)}.pull`;
  const draft = join(folder, `${start}${process.pid}.${end}`);
  for (const name of readdirSync(folder)) {
    const [, pid, kind] = (name.startsWith(start) && left.exec(name.slice(start.length))) || [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    if (kind === end) renameSync(join(folder, name), draft);
    else rmSync(join(folder, name), {force: true});
  }
  return draft;
}

/** What a run leaves when it is stopped: its process id, and what it is. */
const left = /^(\d+)\.((?:[\da-f]{16}\.)?(?:pull|rows|import)(?:-journal)?)$/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
