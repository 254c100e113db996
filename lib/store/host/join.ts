import {isOfTime} from "../day/chain.ts";
import {hasAttemptsOnly} from "../day/closed-days.ts";
import {addCounts, addShape} from "../conflicts.ts";
import type {Store} from "../database.ts";
import {readMeta, takenFloor} from "../meta.ts";
import {addToDay, prepareDayTable} from "../day/day-table.ts";
import {createDeriver, derive, finishDeriving} from "../day/deriver.ts";
import {unpack} from "../day/pack.ts";
import {writePending} from "../day/pending.ts";
import {createWriter} from "../day/writer.ts";
import {mergeSpans, type Span} from "../status/about.ts";
import {daySeconds} from "../../base/time.ts";
import {shownOf} from "./related.ts";

/** A row of the table `host`. */
export interface HostRow {
  readonly id: number;
  readonly name: string;
  readonly zone: string;
  /** Epoch seconds before which lines are left out. */
  readonly floor: number;
  readonly pruned: number;
}

/** The facts of a host that the table `meta` keeps under its name, by the starts of their keys. */
const facts = ["machine", "floor", "given"] as const;

/**
 * Makes two hosts (their ids) one: the lines of each day are merged, and the attempts derived from them. All that was
 * read of either is the one's from then on, and both names lead to it; it is shown under the longer one. Where one was
 * pruned, lines of the other from before that are left out. Returns the name under which it is shown, or null if the
 * hosts cannot be joined: one has attempts without lines, and the other may have them too. Call it inside a
 * transaction; a writer that was made before does not hold any more.
 */
export function joinHosts(store: Store, one: number, other: number): string | null {
  const [to, from] = inOrder(rowOf(store, one), rowOf(store, other));
  if (hasAttemptsOnly(store, from.id) || (hasAttemptsOnly(store, to.id) && hasDaysBefore(store, from.id, to.floor)))
    return null;
  const name = shownOf(to.name, from.name);
  const joined = {...to, ...floorOf(store, to, from)};
  const gone = moveDays(store, joined, from);
  for (const sql of moves) store.prepare(sql).run({to: to.id, from: from.id});
  moveCoverage(store, joined, from);
  moveFacts(store, {name, to, from});
  store.prepare("DELETE FROM host WHERE id = ?").run(from.id);
  store
    .prepare("UPDATE host SET name = ?, zone = ?, floor = ?, pruned = ? WHERE id = ?")
    .run(name, zoneOf(name, to, from), joined.floor, joined.pruned + from.pruned + gone, to.id);
  addNames(store, to.id, [to.name, from.name]);
  return name;
}

/** Adds other names to a host (its id); the one under which it is shown is none of them. */
export function addNames(store: Store, host: number, names: readonly string[]): void {
  const insert = store.prepare(`
    INSERT INTO alias (name, host) SELECT :name, :host WHERE NOT EXISTS (SELECT 1 FROM host WHERE name = :name)
    ON CONFLICT DO UPDATE SET host = excluded.host`);
  for (const name of names) insert.run({name, host});
  store.prepare("DELETE FROM alias WHERE name IN (SELECT name FROM host)").run();
}

/** Returns a row of the table `host`. */
function rowOf(store: Store, id: number): HostRow {
  return store.prepare("SELECT id, name, zone, floor, pruned FROM host WHERE id = ?").get(id) as HostRow;
}

/** Returns the host that stays, and the one whose lines go to it: the one of the older floor, then the newer row. */
function inOrder(one: HostRow, other: HostRow): [to: HostRow, from: HostRow] {
  const isFirst = one.floor - other.floor || other.id - one.id;
  return isFirst > 0 ? [one, other] : [other, one];
}

function hasDaysBefore(store: Store, host: number, floor: number): boolean {
  const sql = `SELECT 1 FROM day WHERE host = ? AND day < ? AND ${isOfTime} LIMIT 1`;
  return store.prepare(sql).get(host, Math.floor(floor / daySeconds)) !== undefined;
}

/**
 * Returns the floor of the joined host, and its count of pruned lines: those of the host that stays. If it only took
 * its floor over from another database (exchange/import-floor.ts), older lines of the other host stay, down to the
 * floor that it had before; its closed days then go.
 */
function floorOf(store: Store, to: HostRow, from: HostRow): Pick<HostRow, "floor" | "pruned"> {
  const floor = takenFloor(store, to.name);
  if (floor?.taken !== to.floor || hasAttemptsOnly(store, to.id) || !hasDaysBefore(store, from.id, to.floor)) return to;
  store.prepare("DELETE FROM day WHERE host = ? AND closed").run(to.id);
  store.prepare("DELETE FROM meta WHERE key = ? OR key LIKE 'pulled:%'").run(`floor:${to.name}`);
  return {floor: Math.max(floor.own, from.floor), pruned: 0};
}

/**
 * Merges the days of a host into those of another, and returns how many lines were left out, as they are from before
 * its floor.
 */
function moveDays(store: Store, to: HostRow, from: HostRow): number {
  const writer = createWriter(store);
  writePending(store, writer, {host: from.id, open: []});
  const deriver = createDeriver(store, writer, {id: to.id, name: to.name || null, floor: to.floor});
  const select = store.prepare(`SELECT day, lines, written, closed, ${isOfTime} AS dated FROM day WHERE id = ?`);
  const days = store.prepare("SELECT id FROM day WHERE host = ? ORDER BY day").pluck().all(from.id) as number[];
  let gone = 0;
  for (const id of days) {
    const {day, lines: packed, written, closed, dated} = select.get(id) as MovedDay;
    for (const sql of removals) store.prepare(sql).run({day: id});
    if (closed || (dated && (day + 1) * daySeconds <= to.floor)) {
      gone += written;
      continue;
    }
    const lines = unpack(packed);
    if (addToDay(prepareDayTable(store), {host: to.id, day}, lines)) derive(deriver, day, lines);
  }
  finishDeriving(deriver);
  return gone;
}

interface MovedDay {
  readonly day: number;
  readonly lines: Buffer;
  readonly written: number;
  readonly closed: number;
  /** 0 for a day of a clock that was reset: it is older than nothing. */
  readonly dated: number;
}

const removals = [
  `DELETE FROM attempt WHERE id BETWEEN (SELECT first FROM day WHERE id = :day)
    AND (SELECT last FROM day WHERE id = :day) AND day = :day`,
  "DELETE FROM total WHERE day = :day",
  "DELETE FROM day WHERE id = :day"
];

const moves = [
  "DELETE FROM verdict WHERE host = :from",
  `INSERT INTO ledger (source, host, read, other, pruned, unread)
    SELECT source, :to, read, other, pruned, unread FROM ledger WHERE host = :from
    ${addCounts}`,
  "DELETE FROM ledger WHERE host = :from",
  `INSERT INTO unknown (host, unread, shape, sample, lines, last)
    SELECT :to, unread, shape, sample, lines, last FROM unknown WHERE host = :from
    ${addShape}`,
  "DELETE FROM unknown WHERE host = :from",
  "UPDATE alias SET host = :to WHERE host = :from"
];

/** Moves the spans of time that a host's logs cover; those of one log become one set of spans. */
function moveCoverage(store: Store, {id: to, floor}: HostRow, {id: from}: HostRow): void {
  const sources = store.prepare("SELECT DISTINCT source FROM coverage WHERE host = ?").pluck().all(from) as number[];
  const select = store.prepare(
    'SELECT max(first, :floor) AS "from", last AS "to" FROM coverage WHERE source = :source AND host IN (:to, :from) AND last >= :floor ORDER BY first'
  );
  const remove = store.prepare("DELETE FROM coverage WHERE source = :source AND host IN (:to, :from)");
  const insert = store.prepare("INSERT INTO coverage (source, host, first, last) VALUES (?, ?, ?, ?)");
  for (const source of sources) {
    const spans = mergeSpans(select.all({source, to, from, floor}) as Span[]);
    remove.run({source, to, from});
    for (const span of spans) insert.run(source, to, span.from, span.to);
  }
}

/** Keeps the facts of both hosts under the name of the joined one; those of the host that stays first. */
function moveFacts(store: Store, {name, to, from}: {name: string; to: HostRow; from: HostRow}): void {
  const remove = store.prepare("DELETE FROM meta WHERE key = ?");
  const insert = store.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
  for (const fact of facts) {
    const [ours, theirs] = [to, from].map((host) => readMeta(store, `${fact}:${host.name}`));
    const value = ours ?? (fact === "floor" ? undefined : theirs); // the floor of the host that stays holds
    for (const host of [to, from]) remove.run(`${fact}:${host.name}`);
    if (value !== undefined) insert.run(`${fact}:${name}`, value);
  }
}

/** Returns the zone of the joined host: UTC is also that of a host of which none is known, as from a journal only. */
function zoneOf(name: string, ...hosts: readonly [HostRow, HostRow]): string {
  const zones = hosts.filter(({zone}) => zone !== "UTC");
  return (zones.find((host) => host.name === name) ?? zones[0] ?? hosts[0]).zone;
}
