import type {Span} from "../status/about.ts";
import type {Store} from "../database.ts";
import {headBytes, type State} from "../ingest/position.ts";

/** A log that a database has read. */
export interface Log {
  readonly id: number;
  readonly path: string;
  readonly head: Buffer;
  readonly head_bytes: number;
  readonly position: number;
  readonly state: State;
  /** By the names of the hosts here. */
  readonly hosts: ReadonlyMap<string, Account>;
}

/** The ledger and the coverage of a host in a log. */
export interface Account {
  readonly read: number;
  readonly other: number;
  readonly pruned: number;
  readonly unread: number;
  readonly coverage: readonly Span[];
}

/** What names become here: that of a host in a database, and those in the states of logs. */
interface NameOf {
  readonly host: (name: string) => string;
  readonly inLog: (name: string) => string;
}

/** Returns the logs that a database has read, with the names of hosts that are given to them here. */
export function logsOf(store: Store, nameOf: NameOf): Log[] {
  const accounts = store.prepare(`
    SELECT name, host.id AS host, ifnull(read, 0) AS read, ifnull(other, 0) AS other, ifnull(ledger.pruned, 0) AS pruned,
      ifnull(unread, 0) AS unread
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
      state: renamed(JSON.parse(row.state) as State, nameOf.inLog),
      hosts: accountsByName(
        hosts.map(({name, host, ...sums}) => [
          nameOf.host(name),
          {...sums, coverage: spans.all(row.id, host) as Span[]}
        ])
      )
    };
  });
}

/** Returns accounts by the names of their hosts; those of two hosts that are one here become one. */
function accountsByName(accounts: readonly (readonly [name: string, account: Account])[]): Map<string, Account> {
  const byName = new Map<string, Account>();
  for (const [name, account] of accounts) {
    const other = byName.get(name);
    byName.set(name, other ? together(other, account) : account);
  }
  return byName;
}

function together(one: Account, other: Account): Account {
  const spans = [...one.coverage, ...other.coverage];
  return {
    read: one.read + other.read,
    other: one.other + other.other,
    pruned: one.pruned + other.pruned,
    unread: one.unread + other.unread,
    coverage: spans.toSorted((a, b) => a.from - b.from)
  };
}

/** Returns the state of a log in which hosts have their names here. */
function renamed({tail, unended, ...state}: State, nameOf: (name: string) => string): State {
  const rename = (host: string | null): string | null => nameOf(host ?? "") || null;
  return {
    ...state,
    tail: tail.map(([host, time, codes]) => [rename(host), time, codes]),
    ...(unended && {unended: {...unended, host: rename(unended.host)}})
  };
}

/**
 * Removes the log that is the same as another one from a list, and returns it; undefined if there is none. If several
 * are, the one that was read equally far is taken.
 */
export function take(logs: Log[], log: Log): Log | undefined {
  const same = logs.filter((one) => isSame(one, log));
  const known = same.find(({position}) => position === log.position) ?? same[0];
  if (known) logs.splice(logs.indexOf(known), 1);
  return known;
}

/**
 * Whether two logs are the same one: they begin with the same bytes. If one was shorter than that when it was read,
 * they begin at the same time. Logs of copied memory cards begin with the same bytes too, but their hosts differ.
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

/** Whether a log is a journal, in which a position is no offset. */
export function isJournal({state}: Log): boolean {
  return state.place !== undefined && state.place !== null;
}

function begin({hosts}: Log, name: string): number | undefined {
  return hosts.get(name)!.coverage[0]?.from;
}

/** Whether more was read of a log than of another copy of it. */
export function readMore(one: Log, other: Log): boolean {
  return (one.position - other.position || linesOf(one) - linesOf(other)) > 0;
}

function linesOf({hosts}: Log): number {
  return [...hosts.values()].reduce((sum, {read}) => sum + read, 0);
}
