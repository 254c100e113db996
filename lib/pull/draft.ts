import {readdirSync, rmSync} from "node:fs";
import {basename, dirname, join} from "node:path";

/** Returns the path beside a database for a copy that is not checked yet, after removing those that stopped runs have left. */
export function draftFor(db: string): string {
  const [folder, start] = [dirname(db), `.${basename(db)}.`];
  for (const name of readdirSync(folder)) {
    const [, pid] = name.startsWith(start)
      ? (/^(\d+)\.(?:pull|import)(?:-journal)?$/.exec(name.slice(start.length)) ?? [])
      : [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), {force: true});
  }
  return join(folder, `${start}${process.pid}.pull`);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
