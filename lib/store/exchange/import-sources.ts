import {plausiblePart, plausibleTimes} from "../../log/event/plausible.ts";
import {mergeSpans, type Span} from "../status/about.ts";
import type {Store} from "../database.ts";
import {otherNames, shownName} from "../day/host-names.ts";
import type {ImportedHost} from "./import-floor.ts";
import {isJournal, logsOf, readMore, take, type Log} from "./known-logs.ts";
import {takeBack, type UnendedLine} from "../ingest/unended.ts";
import type {Writer} from "../day/writer.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * Adds the logs that another database has read to those here, and returns whether that changed any. If both know a log
 * (by its first bytes), the row of the database that has read more of it holds.
 */
export function importSources(
  store: Store,
  from: Store,
  {writer, hosts}: {writer: Writer; hosts: readonly ImportedHost[]}
): boolean {
  const ids = new Map(hosts.map(({name, id}) => [name, id]));
  const floors = new Map<string, number>();
  for (const {name, since} of hosts) floors.set(name, Math.max(since, floors.get(name) ?? 0));
  const here = logsOf(store, {host: (name) => name, inLog: (name) => name});
  const names = new Map(hosts.map(({old, name}) => [old, name]));
  const given = new Map(hosts.flatMap((host) => givenNames(from, host)));
  const nameOf = {
    host: (name: string) => names.get(name) ?? name,
    inLog: (name: string) => given.get(name) ?? name
  };
  let changed = false;
  for (const log of logsOf(from, nameOf)) {
    const known = take(here, log);
    const isNews = !known || readMore(log, known);
    if (known && isNews) takeBackIn(store, from, {writer, hosts, known, log});
    const id = isNews ? save(store, log, {known, ids}) : known.id;
    for (const [name, {coverage}] of log.hosts) {
      const spans = {known: known?.hosts.get(name)?.coverage ?? [], more: keptOf(coverage, floors.get(name)!)};
      if (cover(store, {source: id, host: ids.get(name)!}, spans)) changed = true;
    }
    changed ||= isNews;
  }
  return changed;
}

/** Returns what the names of a host that got another name here become in the states of logs: each its name here. */
function givenNames(from: Store, {old, name, theirs, isRenamed}: ImportedHost): [string, string][] {
  return isRenamed ? [old, ...otherNames(from, theirs)].map((one) => [one, name]) : [];
}

/** Takes back a line that had no end yet here: if it is a line now, it comes with its day. */
function takeBackIn(
  store: Store,
  from: Store,
  {writer, hosts, known, log}: {writer: Writer; hosts: readonly ImportedHost[]; known: Log; log: Log}
): void {
  const {unended} = known.state;
  if (!unended || !isOver(unended, log)) return;
  const host = hosts.find(({name}) => name === shownName(store, unended.host ?? ""));
  if (!host) return; // another machine's lines are none of its business
  if (unended.line && isLeftOut(from, host, Math.floor(unended.line.time / daySeconds))) return;
  takeBack(store, writer, {...unended, medium: isJournal(known) ? "journal" : "files"});
}

/** Whether news leave out a day, as it is the same that was seen here before. */
function isLeftOut(from: Store, {theirs}: ImportedHost, day: number): boolean {
  const isThere = from.prepare("SELECT 1 FROM day WHERE host = ? AND day = ?").get(theirs, day) !== undefined;
  const floor = Number(from.prepare("SELECT floor FROM host WHERE id = ?").pluck().get(theirs));
  return !isThere && day * daySeconds >= floor;
}

function isOver({digest}: UnendedLine, {state}: Log): boolean {
  return state.unended?.digest !== digest;
}

/** Saves how far a log was read, and its ledger, and returns the id of its row. */
function save(
  store: Store,
  log: Log,
  {known, ids}: {known: Log | undefined; ids: ReadonlyMap<string, number>}
): number {
  const {path, head, head_bytes, position, state, hosts} = log;
  const row = {path, head, head_bytes, position, state: JSON.stringify(state), id: known?.id ?? null};
  const {lastInsertRowid} = store
    .prepare(
      `INSERT INTO source (id, path, head, head_bytes, position, state)
      VALUES (:id, :path, :head, :head_bytes, :position, :state) ON CONFLICT (id) DO UPDATE
      SET path = :path, head = :head, head_bytes = :head_bytes, position = :position, state = :state`
    )
    .run(row);
  const id = known?.id ?? Number(lastInsertRowid);
  const set = store.prepare(`INSERT INTO ledger (source, host, read, other, pruned, unread)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET read = excluded.read, other = excluded.other, pruned = excluded.pruned,
      unread = excluded.unread`);
  for (const [name, {read, other, pruned, unread}] of hosts)
    if (read > 0 || known?.hosts.has(name)) set.run(id, ids.get(name), read, other, pruned, unread);
  return id;
}

/** Returns what is plausible of spans, from a floor on. */
function keptOf(spans: readonly Span[], floor: number): Span[] {
  const times = plausibleTimes();
  const plausible = spans.flatMap((span) => plausiblePart(span, times) ?? []);
  return plausible.filter(({to}) => to >= floor).map(({from, to}) => ({from: Math.max(from, floor), to}));
}

/** Adds spans to those of a log and host, and returns whether that changed them. */
function cover(
  store: Store,
  {source, host}: {source: number; host: number},
  {known, more}: {known: readonly Span[]; more: readonly Span[]}
): boolean {
  const all = mergeSpans([...known, ...more].toSorted((a, b) => a.from - b.from));
  if (JSON.stringify(all) === JSON.stringify(mergeSpans(known))) return false;
  store.prepare("DELETE FROM coverage WHERE source = ? AND host = ?").run(source, host);
  const insert = store.prepare("INSERT INTO coverage (source, host, first, last) VALUES (?, ?, ?, ?)");
  for (const {from, to} of all) insert.run(source, host, from, to);
  return true;
}
