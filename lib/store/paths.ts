import {existsSync} from "node:fs";
import {dirname, join} from "node:path";

/** The folder of the project: the nearest one upwards that holds `notebooks` and `data`. */
export const projectFolder = upwards(import.meta.dirname);

/** The folder of the notebooks. */
export const notebooksFolder = join(projectFolder, "notebooks");

/** Where `ingest` keeps the attempts of real logs, and where `demo` keeps its made-up ones. */
export const attemptsPath = join(projectFolder, "data", "attempts.sqlite");
export const demoPath = join(projectFolder, "data", "demo.sqlite");

/** Returns the database that is read when none is named: `KNOCKBOOK_DB`, else the real attempts, else the demo's. */
export function defaultDatabase(): string {
  return process.env.KNOCKBOOK_DB || [attemptsPath, demoPath].find((path) => existsSync(path)) || demoPath;
}

function upwards(folder: string): string {
  if (existsSync(join(folder, "notebooks")) && existsSync(join(folder, "data"))) return folder;
  if (dirname(folder) === folder) throw new Error("no project folder above the library; clone knockbook again");
  return upwards(dirname(folder));
}
