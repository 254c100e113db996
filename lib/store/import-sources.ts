import {mergeSpans, type Span} from "./about.ts";
import type {Store} from "./database.ts";
import {daySeconds} from "./derive.ts";
import type {ImportedHost} from "./import-floor.ts";
import {headBytes, type State} from "./position.ts";
import {takeBack, type Unended} from "./unended.ts";
import type {Writer} from "./writer.ts";

/** A log that a database has read. */
interface Log {
  readonly id: number;
  readonly path: string;
  readonly head: Buffer;
  readonly head_bytes: number;
  readonly position: number;
  readonly state: State;
  /** By the names of the hosts here. */
  readonly hosts: ReadonlyMap<string, Account>;
}

interface Account {
  readonly read: number;
  readonly other: number;
  readonly pruned: number;
  readonly coverage: readonly Span[];
}

/**
 * Brings the logs that another database has read into the one here: of a log that both know, by its first bytes, what
 * the one says that has read more of it. Returns whether that changed any.
 */
export function importSources(
  store: Store,
  from: Store,
  {writer, hosts}: {writer: Writer; hosts: readonly ImportedHost[]}
): boolean {
  const ids = new Map(hosts.map(({name, id}) => [name, id]));
  const floors = new Map(hosts.map(({name, since}) => [name, since]));
  const here = logsOf(store, (name) => name);
  const names = new Map(hosts.map(({old, name}) => [old, name]));
  let changed = false;
  for (const log of logsOf(from, (name) => names.get(name) ?? name)) {
    const known = take(here, log);
    const isNews = !known || readMore(log, known);
    if (known && isNews) takeBackIn(store, from, {writer, hosts, known, log});
    const id = isNews ? save(store, log, known, ids) : known.id;
    for (const [name, {coverage}] of log.hosts) {
      const kept = keptOf(coverage, floors.get(name)!);
      if (cover(store, {source: id, host: ids.get(name)!}, known?.hosts.get(name)?.coverage ?? [], kept))
        changed = true;
    }
    changed ||= isNews;
  }
  return changed;
}

/** Takes out of some logs the one that is the same as another, if there is; of several that which was read as far. */
function take(logs: Log[], log: Log): Log | undefined {
  const same = logs.filter((one) => isSame(one, log));
  const known = same.find(({position}) => position === log.position) ?? same[0];
  if (known) logs.splice(logs.indexOf(known), 1);
  return known;
}

function logsOf(store: Store, nameOf: (name: string) => string): Log[] {
  const accounts = store.prepare(`
    SELECT name, host.id AS host, ifnull(read, 0) AS read, ifnull(other, 0) AS other, ifnull(ledger.pruned, 0) AS pruned
    FROM host LEFT JOIN ledger ON ledger.host = host.id AND ledger.source = :source
    WHERE read IS NOT NULL OR host.id IN (SELECT host FROM coverage WHERE source = :source) ORDER BY name`);
  const spans = store.prepare(
    'SELECT first AS "from", last AS "to" FROM coverage WHERE source = ? AND host = ? ORDER BY first'
  );
  const rows = store
    .prepare("SELECT id, path, head, head_bytes, position, state FROM source ORDER BY id")
    .all() as (Omit<Log, "state"> & {state: string})[];
  return rows.map((row) => {
    const hosts = accounts.all({source: row.id}) as (Account & {name: string; host: number})[];
    return {
      ...row,
      state: renamed(JSON.parse(row.state) as State, nameOf),
      hosts: new Map(
        hosts.map(({name, host, ...sums}) => [nameOf(name), {...sums, coverage: spans.all(row.id, host) as Span[]}])
      )
    };
  });
}

/** Returns a state in which the hosts of its lines have their names here. */
function renamed({tail, unended, ...state}: State, nameOf: (name: string) => string): State {
  const rename = (host: string | null): string | null => nameOf(host ?? "") || null;
  return {
    ...state,
    tail: tail.map(([host, time, codes]) => [rename(host), time, codes]),
    ...(unended && {unended: {...unended, host: rename(unended.host)}})
  };
}

/**
 * Whether two are the same log: by its first bytes; a short one has grown since, and is told by when it begins. Cards that
 * were copied begin with the same bytes: then the hosts differ.
 */
function isSame(one: Log, other: Log): boolean {
  const shared = [...one.hosts.keys()].filter((name) => other.hosts.has(name));
  if (shared.length === 0 && one.hosts.size + other.hosts.size > 0) return false;
  if (one.head_bytes === other.head_bytes) return one.head.equals(other.head);
  const [short, long] = one.head_bytes < other.head_bytes ? [one, other] : [other, one];
  return (
    short.head_bytes < headBytes &&
    short.position <= long.position &&
    !isJournal(short) &&
    !isJournal(long) &&
    shared.some((name) => begin(short, name) !== undefined && begin(short, name) === begin(long, name))
  );
}

function isJournal({state}: Log): boolean {
  return state.place !== undefined && state.place !== null;
}

function begin({hosts}: Log, name: string): number | undefined {
  return hosts.get(name)!.coverage[0]?.from;
}

/** Whether a database has read more of a log than another one. */
function readMore(one: Log, other: Log): boolean {
  return (one.position - other.position || linesOf(one) - linesOf(other)) > 0;
}

function linesOf({hosts}: Log): number {
  return [...hosts.values()].reduce((sum, {read}) => sum + read, 0);
}

/** Takes back a line that had no end yet: it comes again with its day, if it is a line now. */
function takeBackIn(
  store: Store,
  from: Store,
  {writer, hosts, known, log}: {writer: Writer; hosts: readonly ImportedHost[]; known: Log; log: Log}
): void {
  const {unended} = known.state;
  if (!unended || !isOver(unended, log)) return;
  const host = hosts.find(({name}) => name === (unended.host ?? ""));
  if (host && unended.line && isLeftOut(from, host, Math.floor(unended.line.time / daySeconds))) return;
  takeBack(store, writer, {...unended, medium: isJournal(known) ? "journal" : "files"});
}

/** Whether another database leaves out a day that it has, as it is the same that was seen here before. */
function isLeftOut(from: Store, {theirs}: ImportedHost, day: number): boolean {
  const isThere = from.prepare("SELECT 1 FROM day WHERE host = ? AND day = ?").get(theirs, day) !== undefined;
  const floor = Number(from.prepare("SELECT floor FROM host WHERE id = ?").pluck().get(theirs));
  return !isThere && day * daySeconds >= floor;
}

function isOver({digest}: Unended, {state}: Log): boolean {
  return state.unended?.digest !== digest;
}

/** Saves how far a log was read and what came of it, and returns the id of its row. */
function save(store: Store, log: Log, known: Log | undefined, ids: ReadonlyMap<string, number>): number {
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
  const set = store.prepare(`INSERT INTO ledger (source, host, read, other, pruned) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET read = excluded.read, other = excluded.other, pruned = excluded.pruned`);
  for (const [name, {read, other, pruned}] of hosts)
    if (read > 0 || known?.hosts.has(name)) set.run(id, ids.get(name), read, other, pruned);
  return id;
}

function keptOf(spans: readonly Span[], floor: number): Span[] {
  return spans.filter(({to}) => to >= floor).map(({from, to}) => ({from: Math.max(from, floor), to}));
}

/** Adds spans to those of a log and host, and returns whether that changed them. */
function cover(
  store: Store,
  {source, host}: {source: number; host: number},
  known: readonly Span[],
  more: readonly Span[]
): boolean {
  const all = mergeSpans([...known, ...more].toSorted((a, b) => a.from - b.from));
  if (JSON.stringify(all) === JSON.stringify(mergeSpans(known))) return false;
  store.prepare("DELETE FROM coverage WHERE source = ? AND host = ?").run(source, host);
  const insert = store.prepare("INSERT INTO coverage (source, host, first, last) VALUES (?, ?, ?, ?)");
  for (const {from, to} of all) insert.run(source, host, from, to);
  return true;
}
