import {existsSync, rmSync} from "node:fs";
import {dirname} from "node:path";
import {reading, type Store} from "../store/database.ts";
import {isOld} from "../store/foreign.ts";
import {importStore, type Brought} from "../store/import.ts";
import {draftFor} from "./draft.ts";
import {fetchCopy, type FetchOptions} from "./fetch.ts";

/** How a pull is done. */
export interface PullOptions extends Omit<FetchOptions, "known"> {
  /** Names of hosts in place of their own: NAME, or OLD=NEW; default: those of the last pull from there. */
  readonly hosts?: readonly string[];
}

/** What is kept of a pull, in `meta`, under its destination: the digest of the database there, and the names that were given. */
interface Last {
  readonly digest: string;
  readonly hosts: readonly string[];
}

/**
 * Brings what is new in another machine's database into the one at a path, over ssh, and returns it host by host; null when
 * the other database is the same as at the last pull, which is known without copying it. The database here is
 * changed in one transaction once the copy is there and checked. Throws one-line errors.
 */
export async function pull(db: string, destination: string, options: PullOptions = {}): Promise<Brought[] | null> {
  if (!existsSync(dirname(db))) throw new Error(`no folder ${dirname(db)}; make it, or name another file with --db`);
  const draft = draftFor(db);
  const last = lastPull(db, destination);
  const {hosts = last.hosts, ...rest} = options;
  const known = isSame(hosts, last.hosts) ? last.digest : "";
  try {
    const {form, digest, machine, host} = await fetchCopy(destination, draft, {...rest, known});
    if (form === "same") return null;
    const names = machine === "" ? [] : [host, host.split(".")[0]!];
    const machines = new Map(names.map((name) => [name, machine]));
    const mark = {key: keyOf(destination), value: JSON.stringify({digest, hosts} satisfies Last)};
    return importStore(db, draft, {hosts, machines, mark, label: destination});
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replaceAll(draft, `the copy from ${destination}`);
    throw error;
  } finally {
    rmSync(draft, {force: true});
  }
}

const keyOf = (destination: string): string => `pulled:${destination}`;

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

function lastPull(db: string, destination: string): Last {
  const none: Last = {digest: "", hosts: []};
  if (!existsSync(db) || isOld(db)) return none;
  const select = (store: Store): unknown =>
    store.prepare("SELECT value FROM meta WHERE key = ?").pluck().get(keyOf(destination));
  const text = reading(db, select) as string | undefined;
  return text === undefined ? none : (JSON.parse(text) as Last);
}
