import {installation} from "../base/installation.ts";
import {openPolarsLog} from "./polars/open.ts";
import type {Log} from "./question/log.ts";
import type {Where} from "./question/where.ts";

/**
 * Returns the log of a database, by default the one that `KNOCKBOOK_DB` names, else the real attempts, else the demo's.
 * Where there are `conditions` (JSON; by default those of `KNOCKBOOK_WHERE`, which the command `report` sets for its
 * notebooks), the part of the log that meets them. Throws when there is no database, and for conditions that are none.
 */
export async function openLog(
  path = installation.defaultDatabase(),
  {conditions = process.env.KNOCKBOOK_WHERE ?? null}: {readonly conditions?: string | null} = {}
): Promise<Log> {
  const log = openPolarsLog(path);
  return conditions ? log.where(parsed(conditions)) : log;
}

function parsed(text: string): Where {
  try {
    return JSON.parse(text) as Where;
  } catch (cause) {
    throw new Error(`invalid KNOCKBOOK_WHERE; not JSON: ${text}`, {cause});
  }
}
