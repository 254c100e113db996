import {installation} from "../base/installation.ts";
import {openPolarsLog} from "./polars/open.ts";
import type {Log} from "./question/log.ts";
import type {Where} from "./question/where.ts";

/**
 * Returns the log of a database, by default the one that `KNOCKBOOK_DB` names, else the real attempts, else the demo's.
 * Where `KNOCKBOOK_WHERE` holds conditions as JSON, as the command `report` sets it, the part of the log that meets
 * them. Throws when there is no database, and for conditions that are none.
 */
export async function openLog(path = installation.defaultDatabase()): Promise<Log> {
  const log = openPolarsLog(path);
  const conditions = process.env.KNOCKBOOK_WHERE;
  return conditions ? log.where(parsed(conditions)) : log;
}

function parsed(text: string): Where {
  try {
    return JSON.parse(text) as Where;
  } catch (cause) {
    throw new Error(`invalid KNOCKBOOK_WHERE; not JSON: ${text}`, {cause});
  }
}
