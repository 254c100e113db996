import {createHash} from "node:crypto";
import {zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {createTracker, type Tracker, type TrackerState} from "../../log/connection/tracker.ts";
import type {Attempt, Connection} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {eventsOf, type Lines} from "./lines.ts";
import {unpack} from "./pack.ts";
import {createReplacer} from "./replace.ts";
import {rowWidth, type Rows, type Writer} from "./writer.ts";
import {written} from "./occurrences.ts";
import {daySeconds} from "../../base/time.ts";

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

/** Derives attempts from the lines of a host; see {@link createDeriver}. */
export interface Deriver {
  /** Derives a day whose lines have changed: at once if it is the last one, else in `finish`. */
  derive(day: number, lines: Lines): void;
  /** Derives what is due, in one pass over the days, and writes the attempts of connections that are still open. */
  finish(): void;
}

/**
 * Returns a deriver: the attempts of a host are a function of its lines, whichever logs they came from and in whichever
 * order. A day is derived from the state in which the day before left the connections; when a change of a day leaves
 * the same state at its end, the days after it stay as they are. Attempts from before the host's floor are left out: a
 * connection can reach across it. Call it inside a transaction.
 */
export function createDeriver(
  store: Store,
  writer: Writer,
  {host, id, floor}: {host: string | null; id: number; floor: number}
): Deriver {
  const columns = "SELECT id, day, before, after FROM day WHERE host = ?";
  const selectDay = store.prepare(`${columns} AND day = ?`);
  const selectPrevious = store.prepare(`${columns} AND day < ? ORDER BY day DESC LIMIT 1`);
  const selectNext = store.prepare(`${columns} AND day > ? ORDER BY day LIMIT 1`);
  const selectLines = store.prepare("SELECT lines FROM day WHERE id = ?").pluck();
  const update = store.prepare(`
    UPDATE day SET before = :before, after = :after, written = :written, deciding = :deciding, echo = :echo,
      noise = :noise, unknown = :unknown WHERE id = :id`);
  const replace = createReplacer(store, writer);

  const due = new Set<number>();
  let live: {state: Buffer; tracker: Tracker} | null = null; // where the last day left off: the next one mostly goes on there
  let onClosed: (connection: Connection) => void = () => undefined;

  function derive(day: number, lines: Lines): void {
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

  function deriveDay(one: Day, before: Buffer, lines: Lines): Buffer {
    const replacement = replace(one.id);
    const counts = {written: 0, deciding: 0, echo: 0, noise: 0, unknown: 0};
    onClosed = (connection) => {
      counts.deciding += connection.deciding;
      counts.echo += connection.echo;
      replacement.add(keptOf(connection));
    };
    const from = one.day * daySeconds;
    const [tracker, event, timesOf] = [trackerAt(before), eventsOf(lines, {host, from}), written(lines)];
    for (let i = 0; i < lines.length; i += 1) {
      const next = event(i);
      const place = (from + lines.second[i]!) * lineRoom;
      for (let n = timesOf[i]!; n > 0; n -= 1) tracker.add(next, place + (counts.written++ % lineRoom));
      if (next.kind === "noise" || next.kind === "unknown") counts[next.kind] += timesOf[i]!;
    }
    tracker.advance(from + daySeconds);
    const after = zstdCompressSync(JSON.stringify(tracker.save()));
    live = {state: after, tracker};
    replacement.finish();
    update.run({...counts, id: one.id, before: digest(before), after});
    return after;
  }

  function keptOf({attempts}: Connection): readonly Attempt[] {
    return floor === 0 ? attempts : attempts.filter(({time}) => time === null || time >= floor);
  }

  function trackerAt(state: Buffer): Tracker {
    if (live?.state.equals(state)) return live.tracker;
    const saved = state.length > 0 ? (JSON.parse(zstdDecompressSync(state).toString()) as TrackerState) : undefined;
    return createTracker(host, (connection) => onClosed(connection), saved);
  }

  function finish(): void {
    for (const day of [...due].toSorted((a, b) => a - b)) if (due.has(day)) deriveFrom(day);
    const last = selectPrevious.get(id, Number.MAX_SAFE_INTEGER) as Day | undefined;
    const rows = store.prepare("DELETE FROM pending WHERE host = ? RETURNING attempt").pluck().all(id);
    const remove = store.prepare("DELETE FROM attempt WHERE id = ?");
    for (const row of rows) remove.run(row);
    if (!last) return;
    const insert = store.prepare("INSERT INTO pending (host, attempt, deciding, echo) VALUES (?, ?, ?, ?)");
    for (const connection of trackerAt(last.after).open()) {
      const rows: Rows = [];
      writer.addRows(rows, keptOf(connection));
      const first = writer.insert(rows, last.id);
      insert.run(id, rows.length > 0 ? first : null, connection.deciding, connection.echo);
      for (let i = 1; i < rows.length / rowWidth; i += 1) insert.run(id, first + i, 0, 0);
    }
  }

  return {derive, finish};
}

function digest(state: Buffer): Buffer {
  return createHash("sha256").update(state).digest().subarray(0, 12);
}

/** The places of lines are numbers that rise with time and differ within a second. */
const lineRoom = 4096;
