import {readdirSync, rmSync} from "node:fs";
import {basename, dirname, join} from "node:path";

/** A file beside a database that a run has left when it was stopped. */
export interface Left {
  readonly path: string;
  /** What it is: the end of its name. */
  readonly kind: string;
}

/** Returns the path beside a database for what a run of this process makes. */
export function beside(db: string, kind: string): string {
  return join(dirname(db), `.${basename(db)}.${process.pid}.${kind}`);
}

/** Returns what stopped runs have left of a kind, whose name a regular expression matches, beside a database. */
export function leftBeside(db: string, kinds: RegExp): Left[] {
  const [folder, start] = [dirname(db), `.${basename(db)}.`];
  return readdirSync(folder).flatMap((name) => {
    const [, pid, kind] = (name.startsWith(start) && /^(\d+)\.(.+)$/.exec(name.slice(start.length))) || [];
    return kind !== undefined && kinds.test(kind) && !isRunning(Number(pid)) ? [{path: join(folder, name), kind}] : [];
  });
}

/** Removes what stopped imports have left beside a database. */
export function removeLeft(db: string): void {
  for (const {path} of leftBeside(db, /^(rows|import|new)(-journal)?$/)) rmSync(path, {force: true});
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
