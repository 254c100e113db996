import {reading} from "../../store/database.ts";
import {defaultDatabase} from "../../store/paths.ts";
import {readAbout, type About} from "../../store/status/about.ts";
import {openCache} from "./cache.ts";
import {readDictionaries, readZones} from "./words.ts";
import type {Frame} from "./star.ts";
import {readRows} from "./rows.ts";

export type {HostLog, Span} from "../../store/status/about.ts";

/** The attempts of a database, and what the database says of itself. */
export interface Attempts extends About {
  readonly frame: Frame;
}

/**
 * Returns the attempts of a database, by default the one that `KNOCKBOOK_DB` names, else the real attempts, else the
 * demo's. The columns of the frame are those of the view `attempts`, and by the clock of each host `day`, `week` (its
 * Monday), `month` (its first day), `weekday` (1 for Monday to 7) and `hour`; see `flat` for their types. What was read
 * once is kept in the user's cache folder, see `cacheFolder`. Throws when there is no database.
 */
export function loadAttempts(path = defaultDatabase()): Attempts {
  return reading(path, (store) => {
    const cache = openCache(store);
    if (!store.inTransaction) store.exec("BEGIN"); // so that all is of one state of the database
    const zones = readZones(store);
    const kept = cache?.read() ?? null;
    const rows = kept ?? readRows(store, zones);
    if (!kept) cache?.write(rows);
    return {...readAbout(store), frame: {rows, dictionaries: readDictionaries(store, rows, zones)}};
  });
}
