import {reading} from "../../store/database.ts";
import {readAbout} from "../../store/status/about.ts";
import type {Log} from "../question/log.ts";
import {openCache} from "./cache.ts";
import {polarsLog} from "./log.ts";
import {readRows} from "./rows.ts";
import {readDictionaries, readZones} from "./words.ts";

/**
 * Returns the log that a database of SQLite holds. Its rows are read once and kept in the user's cache folder, see
 * `cacheFolder`. Throws when there is no database.
 */
export function openPolarsLog(path: string): Log {
  return reading(path, (store) => {
    const cache = openCache(store);
    if (!store.inTransaction) store.exec("BEGIN"); // so that all is of one state of the database
    const zones = readZones(store);
    const kept = cache?.read() ?? null;
    const rows = kept ?? readRows(store, zones);
    if (!kept) cache?.write(rows);
    return polarsLog({rows, dictionaries: readDictionaries(store, rows, zones)}, readAbout(store));
  });
}
