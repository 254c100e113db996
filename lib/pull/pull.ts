import {existsSync, rmSync, statSync} from "node:fs";
import {dirname} from "node:path";
import {reading, type Store} from "../store/database.ts";
import {isOld} from "../store/exchange/foreign.ts";
import {importChecked, type Imported} from "../store/exchange/import.ts";
import {beside, removeLeftovers} from "../store/exchange/leftovers.ts";
import {readMeta} from "../store/meta.ts";
import {readNews} from "../store/exchange/read-news.ts";
import {daysOf, seenDaysOf, formatSeenDays} from "../store/exchange/day-digests.ts";
import {draftFor} from "./draft.ts";
import {fetchCopy, type FetchOptions} from "./fetch.ts";
import type {Answer} from "./remote.ts";

/** How a pull is done. */
export interface PullOptions extends Pick<FetchOptions, "onSize" | "onBytes"> {
  /** Names of hosts in place of their own: NAME, or OLD=NEW; default: those of the last pull from there. */
  readonly hosts?: readonly string[];
}

/** The hosts of a pull, and why the whole database came. */
export interface Pulled extends Imported {
  /** Why the whole database came, though a part of it had come before; null when only news came. */
  readonly whole: string | null;
}

/** The facts of the last pull from a destination, which the table `meta` keeps. */
interface Last {
  /** SHA-256 of the database there. */
  readonly digest: string;
  /** The names that were given. */
  readonly hosts: readonly string[];
  /** The days that were seen of it (store/exchange/day-digests.ts). */
  readonly seen: string;
}

/**
 * Brings what is new in another machine's database into the one at a path, over ssh, and returns what that was; null
 * when the other database is the same as at the last pull. If the news do not add up with what is here, the whole
 * database is fetched. The database here is changed in one transaction, when the copy is complete and checked. A copy
 * that breaks off leaves its part beside the database, and the next pull continues it. Throws one-line errors.
 */
export async function pull(db: string, destination: string, options: PullOptions = {}): Promise<Pulled | null> {
  if (!existsSync(dirname(db))) throw new Error(`no folder ${dirname(db)}; make it, or name another file with --db`);
  removeLeftovers(db);
  const last = lastPull(db, destination);
  const {hosts = last?.hosts ?? [], ...rest} = options;
  const isRenamed = last !== null && JSON.stringify(hosts) !== JSON.stringify(last.hosts);
  const from: From = {db, destination, draft: draftFor(db, destination), hosts, ...rest};
  const {digest = "", seen = nothing} = isRenamed ? {} : (last ?? {});
  const part = await fetchAndImport(from, {known: digest, seen});
  if (part === "same") return null;
  if (part) return {...part, whole: wholeBecause(part, {last, isRenamed})};
  const whole = await fetchAndImport(from, {known: "", seen: null});
  if (whole === null || whole === "same")
    throw new Error(`${destination} sent no database; bring knockbook there up to date`);
  return {...whole, whole: "what was new did not add up with what is here"};
}

/** The days that have been seen before the first pull: none. */
const nothing = formatSeenDays([]);

function wholeBecause({isNews}: Taken, {last, isRenamed}: {last: Last | null; isRenamed: boolean}): string | null {
  if (last === null) return null;
  if (isRenamed) return "its hosts have got other names";
  return isNews ? null : "the knockbook there, or its database, is an older one";
}

interface From extends PullOptions {
  readonly db: string;
  readonly destination: string;
  readonly draft: string;
  readonly hosts: readonly string[];
}

interface Taken extends Imported {
  /** Whether news came; else a database did. */
  readonly isNews: boolean;
}

/** Fetches a copy and imports it; null when it does not add up, and the whole database is needed. */
async function fetchAndImport(from: From, ask: Pick<FetchOptions, "known" | "seen">): Promise<Taken | "same" | null> {
  const {db, destination, draft} = from;
  const answer = await fetchCopy(destination, draft, {...from, ...ask});
  if (answer.form === "same") return "same";
  try {
    return await take(from, answer, {isPart: ask.seen !== nothing});
  } catch (error) {
    const names = (text: string): string =>
      text.replaceAll(`next to ${rowsFor(db)}`, `next to ${db}`).replaceAll(rowsFor(db), draft);
    if (error instanceof Error) error.message = names(error.message).replaceAll(draft, `the copy from ${destination}`);
    throw error;
  } finally {
    rmSync(draft, {force: true});
  }
}

/** Imports the copy of an answer; `isPart` when only news were asked for. Null when it does not add up. */
async function take(from: From, answer: Answer, {isPart}: {isPart: boolean}): Promise<Taken | null> {
  const {db, destination, draft, hosts} = from;
  const rows = rowsFor(db);
  try {
    const news = await readNews(draft, rows);
    if (news === "other") return null; // of another schema: the whole database is brought up to date, or is too new
    const {digest} = answer;
    const mark = (store: Store): {key: string; value: string} => {
      const seen = formatSeenDays(news ? news.seen : seenDaysOf(daysOf(store)));
      return {key: keyOf(destination), value: JSON.stringify({digest, hosts, seen} satisfies Last)};
    };
    const options = {hosts, machines: machinesOf(answer), mark, label: destination, claims: news?.claims};
    const imported = importChecked(db, news ? rows : draft, {...options, isPart: news !== null && isPart});
    return imported && {...imported, isNews: news !== null};
  } finally {
    for (const left of [rows, `${rows}-journal`]) rmSync(left, {force: true});
  }
}

/** Returns the path of the database that is made from news. */
const rowsFor = (db: string): string => beside(db, "rows");

function machinesOf({machine, host}: Answer): Map<string, string> {
  const names = machine === "" ? [] : [host, host.split(".")[0]!];
  return new Map(names.map((name) => [name, machine]));
}

const keyOf = (destination: string): string => `pulled:${destination}`;

function lastPull(db: string, destination: string): Last | null {
  if (!statSync(db, {throwIfNoEntry: false})?.size || isOld(db)) return null; // an empty file becomes a database
  const text = reading(db, (store) => readMeta(store, keyOf(destination)));
  return text === undefined ? null : {seen: nothing, ...(JSON.parse(text) as Partial<Last> & Omit<Last, "seen">)};
}
