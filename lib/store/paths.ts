import {join} from "node:path";
import {installation} from "../base/installation.ts";
import {projectFolder} from "../base/project.ts";

export {demoPath} from "../base/installation.ts";
export {projectFolder} from "../base/project.ts";

/** The folder of the notebooks. */
export const notebooksFolder = join(projectFolder, "notebooks");

/** Where `ingest` keeps the attempts of real logs. */
export const {attemptsPath} = installation;

/** Returns the database that is read when none is named: `KNOCKBOOK_DB`, else the real attempts, else the demo's. */
export const {defaultDatabase} = installation;
