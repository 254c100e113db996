import {createHash} from "node:crypto";
import {zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {decode} from "../log/code.ts";
import {createTracker, type Tracker, type TrackerState} from "../log/tracker.ts";
import type {Connection} from "../log/types.ts";
import type {Store} from "./database.ts";
import {unpack, written, type Line} from "./lines.ts";
import type {Row, Writer} from "./writer.ts";

/** A day of a host's log in the database. */
export interface Day {
  readonly id: number;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  /** The digest of the tracker's state from which the day was derived. */
  readonly before: Buffer;
  /** The state after the day, compressed; empty before the day is derived. */
  readonly after: Buffer;
}

export const daySeconds = 86_400;

/** Derives attempts from the lines of a host; see {@link createDeriver}. */
export interface Deriver {
  /** Derives a day whose lines have changed: at once if it is the last one, else in `finish`. */
  derive(day: number, lines: readonly Line[]): void;
  /** Derives what is due, in one pass over the days, and writes the attempts of connections that are still open. */
  finish(): void;
}

/**
 * Returns a deriver: the attempts of a host are a function of its lines, whichever logs they came from and in whichever
 * order. A day is derived from the state in which the day before left the connections; when a change of a day leaves
 * the same state at its end, the days after it stay as they are. Call it inside a transaction.
 */
export function createDeriver(store: Store, writer: Writer, {host, id}: {host: string | null; id: number}): Deriver {
  const columns = "SELECT id, day, before, after FROM day WHERE host = ?";
  const selectDay = store.prepare(`${columns} AND day = ?`);
  const selectPrevious = store.prepare(`${columns} AND day < ? ORDER BY day DESC LIMIT 1`);
  const selectNext = store.prepare(`${columns} AND day > ? ORDER BY day LIMIT 1`);
  const selectLines = store.prepare("SELECT lines FROM day WHERE id = ?").pluck();
  const update = store.prepare(`
    UPDATE day SET before = :before, after = :after, written = :written, deciding = :deciding, echo = :echo,
      noise = :noise, unknown = :unknown WHERE id = :id`);
  const writeDay = dayWriter(store, writer);

  const due = new Set<number>();

  function derive(day: number, lines: readonly Line[]): void {
    if (due.size > 0 || selectNext.get(id, day)) due.add(day);
    else deriveDay(selectDay.get(id, day) as Day, stateBefore(day), lines);
  }

  /** Derives a day, and the days after it as long as they are due or start from another state than before. */
  function deriveFrom(day: number): void {
    let before = stateBefore(day);
    for (
      let one = selectDay.get(id, day) as Day | undefined;
      one;
      one = selectNext.get(id, one.day) as Day | undefined
    ) {
      if (!due.delete(one.day) && one.before.equals(digest(before))) return;
      before = deriveDay(one, before, unpack(selectLines.get(one.id) as Buffer));
    }
  }

  function stateBefore(day: number): Buffer {
    return (selectPrevious.get(id, day) as Day | undefined)?.after ?? Buffer.alloc(0);
  }

  function deriveDay(one: Day, before: Buffer, lines: readonly Line[]): Buffer {
    const closed: Connection[] = [];
    const tracker = restored(before, (connection) => closed.push(connection));
    const counts = {written: 0, noise: 0, unknown: 0};
    for (const {line, times} of written(lines)) {
      const event = line.event ?? decode(line.code, {time: line.time, host});
      for (let i = 0; i < times; i += 1) tracker.add(event, line.time * lineRoom + (counts.written++ % lineRoom));
      if (event.kind === "noise" || event.kind === "unknown") counts[event.kind] += times;
    }
    tracker.advance((one.day + 1) * daySeconds);
    const after = zstdCompressSync(JSON.stringify(tracker.save()));
    writeDay(one.id, closed);
    const sum = (value: (connection: Connection) => number): number =>
      closed.reduce((total, next) => total + value(next), 0);
    update.run({
      ...counts,
      id: one.id,
      before: digest(before),
      after,
      deciding: sum(({deciding}) => deciding),
      echo: sum(({echo}) => echo)
    });
    return after;
  }

  function restored(state: Buffer, onClosed: (connection: Connection) => void): Tracker {
    if (state.length === 0) return createTracker(host, onClosed);
    return createTracker(host, onClosed, JSON.parse(zstdDecompressSync(state).toString()) as TrackerState);
  }

  function finish(): void {
    for (const day of [...due].toSorted((a, b) => a - b)) if (due.has(day)) deriveFrom(day);
    const last = selectPrevious.get(id, Number.MAX_SAFE_INTEGER) as Day | undefined;
    const rows = store.prepare("DELETE FROM pending WHERE host = ? RETURNING attempt").pluck().all(id);
    const remove = store.prepare("DELETE FROM attempt WHERE id = ?");
    for (const row of rows) remove.run(row);
    if (!last) return;
    const insert = store.prepare("INSERT INTO pending (host, attempt, deciding, echo) VALUES (?, ?, ?, ?)");
    for (const connection of restored(last.after, () => undefined).open()) {
      const ids = writer.insert(writer.rowsOf(connection), last.id);
      insert.run(id, ids[0] ?? null, connection.deciding, connection.echo);
      for (const other of ids.slice(1)) insert.run(id, other, 0, 0);
    }
  }

  return {derive, finish};
}

function digest(state: Buffer): Buffer {
  return createHash("sha256").update(state).digest().subarray(0, 12);
}

/** The places of lines are numbers that rise with time and differ within a second. */
const lineRoom = 4096;

/** Returns a function that makes the rows of a day those of its connections, and leaves alone the first that are right. */
function dayWriter(store: Store, writer: Writer): (day: number, connections: readonly Connection[]) => void {
  const select = store
    .prepare(
      `SELECT id - back, time, user, origin, port, verdict, times FROM attempt
      WHERE id BETWEEN (SELECT first FROM day WHERE id = :day) AND (SELECT last FROM day WHERE id = :day)
        AND day = :day AND id NOT IN (SELECT attempt FROM pending WHERE attempt IS NOT NULL) ORDER BY id`
    )
    .raw();
  const remove = store.prepare(
    "DELETE FROM attempt WHERE id >= :from AND id <= (SELECT last FROM day WHERE id = :day) AND day = :day AND id NOT IN (SELECT attempt FROM pending WHERE attempt IS NOT NULL)"
  );
  const setRange = store.prepare(
    "UPDATE day SET first = CASE WHEN first = 0 THEN :first ELSE min(first, :first) END, last = max(last, :last) WHERE id = :day"
  );
  return (day, connections) => {
    const old = select.all({day}) as [number, ...Row][];
    let at = 0;
    let kept = 0;
    const wanted = connections.map((connection) => writer.rowsOf(connection)).filter((rows) => rows.length > 0);
    for (const rows of wanted) {
      const there = old.slice(at, at + rows.length);
      const one =
        there.length === rows.length &&
        there.every(([first], i) => first === there[0]![0] && old[at + i]!.slice(1).join() === rows[i]!.join());
      if (!one || old[at + rows.length]?.[0] === there[0]?.[0]) break;
      at += rows.length;
      kept += 1;
    }
    if (at < old.length) remove.run({day, from: old[at]![0]});
    const ids = wanted.slice(kept).flatMap((rows) => writer.insert(rows, day));
    if (ids.length > 0) setRange.run({day, first: ids[0], last: ids.at(-1)});
  };
}
