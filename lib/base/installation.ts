import {existsSync} from "node:fs";
import {join} from "node:path";
import {projectFolder} from "./project.ts";

/**
 * What differs between the project and the Pi's package. The bundle of the package has lib/cli/pi-installation.ts in
 * place of this file.
 */
export interface Installation {
  /** How the command is called; its name and its arguments follow. */
  readonly call: string;
  /** What to run where there is no database yet. */
  readonly firstRun: string;
  /** Where `ingest` keeps the attempts of real logs. */
  readonly attemptsPath: string;
  /** The same, as the help says it. */
  readonly attemptsName: string;
  /** What is read when no database is named, as the help says it. */
  readonly defaultName: string;
  /** Returns the database that is read when none is named. */
  readonly defaultDatabase: () => string;
  /** What describes the output of `status --json`, as an end of its help; empty where nothing does. */
  readonly statusFormat: string;
  /** An example of arguments for `status`. */
  readonly statusExample: string;
}

const attemptsPath = join(projectFolder, "data", "attempts.sqlite");

/** Where `demo` keeps its made-up attempts. */
export const demoPath = join(projectFolder, "data", "demo.sqlite");

/** The project: a command of npm, and databases in the folder `data`. `KNOCKBOOK_DB` names another database to read. */
export const installation: Installation = {
  call: "npm run knockbook --",
  firstRun: "npm start",
  attemptsPath,
  attemptsName: "data/attempts.sqlite",
  defaultName: "KNOCKBOOK_DB, data/attempts.sqlite, or data/demo.sqlite",
  defaultDatabase: () =>
    process.env.KNOCKBOOK_DB || [attemptsPath, demoPath].find((path) => existsSync(path)) || demoPath,
  statusFormat: "; data/README.md describes it",
  statusExample: "--db data/demo.sqlite"
};
