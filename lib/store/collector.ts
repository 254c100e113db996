import {decode, encode} from "../log/code.ts";
import type {Attempt, Event} from "../log/types.ts";
import type {Store} from "./database.ts";
import {createDeriver, daySeconds, type Deriver} from "./derive.ts";
import {countLines, linesOf, merged, pack, unpack, type Medium} from "./lines.ts";
import type {Writer} from "./writer.ts";

/** The lines of a log's last second: the log may go on within it, and equal lines of one second are counted per log. */
export type Tail = readonly (readonly [host: string | null, time: number, codes: readonly string[]])[];

/** Takes the events of one log and brings what is new of them into the database; see {@link createCollector}. */
export interface Collector {
  add(event: Event): void;
  /** Brings in all that is left, and the connections that are still open. */
  finish(): void;
  /** Returns what the next run over the log must know. */
  tail(): Tail;
  /** Whether any line was new. */
  readonly changed: boolean;
  /** Lines that are older than what `prune` keeps, by host. */
  readonly pruned: ReadonlyMap<string | null, number>;
}

/** The lines of one host that are not in the database yet, by day. */
interface Waiting {
  readonly host: string | null;
  readonly days: Map<number, {time: number; event: Event}[]>;
  readonly deriver: Deriver;
  readonly id: number;
  readonly floor: number;
  time: number;
}

/**
 * Returns a collector for one log. Lines wait until the log has gone on for more than a day, since stamps may come a
 * little out of order; then each day's lines are merged into those that the database has of it from other logs, and its
 * attempts are derived anew if that brought any. A line without a time takes that of the line before it.
 */
export function createCollector(
  store: Store,
  writer: Writer,
  {medium, tail = []}: {medium: Medium; tail?: Tail}
): Collector {
  const hosts = new Map<string | null, Waiting>();
  const pruned = new Map<string | null, number>();
  const select = store.prepare("SELECT id, lines FROM day WHERE host = ? AND day = ?");
  const insert = store.prepare("INSERT INTO day (host, day, lines) VALUES (?, ?, ?)");
  const update = store.prepare("UPDATE day SET lines = ? WHERE id = ?");
  const selectFloor = store.prepare("SELECT floor FROM host WHERE id = ?").pluck();
  let changed = false;
  for (const [host, time, codes] of tail) for (const code of codes) add(decode(code, {time, host}));
  pruned.clear(); // those of the tail were counted when they were read

  function add(seen: Event): void {
    const event = {...seen}; // the scanner fills its object anew
    const waiting = waitingFor(event.host);
    const time = (waiting.time = event.time ?? waiting.time);
    if (time < waiting.floor) return void pruned.set(event.host, (pruned.get(event.host) ?? 0) + 1);
    const day = Math.floor(time / daySeconds);
    const lines = waiting.days.get(day);
    if (lines) lines.push({time, event});
    else {
      waiting.days.set(day, [{time, event}]);
      for (const older of [...waiting.days.keys()].filter((other) => other < day - 1)) flush(waiting, older);
    }
  }

  function waitingFor(host: string | null): Waiting {
    let waiting = hosts.get(host);
    if (!waiting) {
      const id = writer.host(host);
      const floor = Number(selectFloor.get(id));
      const deriver = createDeriver(store, since(floor, writer), {host, id});
      waiting = {host, id, deriver, days: new Map(), time: 0, floor};
      hosts.set(host, waiting);
    }
    return waiting;
  }

  function flush({days, deriver, id}: Waiting, day: number): void {
    const fresh = linesOf(days.get(day)!, medium);
    days.delete(day);
    const row = select.get(id, day) as {id: number; lines: Buffer} | undefined;
    const known = row ? unpack(row.lines) : [];
    const all = known.length > 0 ? merged(fresh, known) : fresh;
    if (row && countLines(all) === countLines(known)) return;
    changed = true;
    if (row) update.run(pack(all), row.id);
    else insert.run(id, day, pack(all));
    deriver.derive(day, all);
  }

  function finish(): void {
    for (const waiting of hosts.values()) {
      last = [...last, ...tailOf(waiting)];
      for (const day of [...waiting.days.keys()].toSorted((a, b) => a - b)) flush(waiting, day);
      if (changed) waiting.deriver.finish();
    }
  }

  let last: Tail = [];
  return {
    add,
    finish,
    tail: () => last,
    pruned,
    get changed() {
      return changed;
    }
  };
}

/** Returns a writer that leaves out attempts from before a floor: a connection can reach across it. */
function since(floor: number, writer: Writer): Writer {
  if (floor === 0) return writer;
  const isKept = ({time}: Attempt): boolean => time === null || time >= floor;
  return {...writer, rowsOf: ({attempts, ...rest}) => writer.rowsOf({...rest, attempts: attempts.filter(isKept)})};
}

function tailOf({host, time, days}: Waiting): Tail {
  const lines = days.get(Math.floor(time / daySeconds)) ?? [];
  return [[host, time, lines.filter((line) => line.time === time).map(({event}) => encode(event))]];
}
