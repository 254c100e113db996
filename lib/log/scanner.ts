import {createClock, type ClockState} from "./clock.ts";
import {createGlance} from "./glance.ts";
import {parseLine} from "./line.ts";
import {createTracker, type Tracker, type TrackerState} from "./tracker.ts";
import {coverageGapSeconds, type Connection, type Event, type Ledger} from "./types.ts";

/** How a scanner reads a log; see {@link createScanner}. */
export interface ScannerOptions {
  /** IANA zone of stamps that carry none; default UTC. */
  readonly zone?: string;
  /** Year of the first classic stamp; default: the newest one that is not in the future of `modified`. */
  readonly year?: number;
  /** Epoch seconds that no stamp exceeds by more than a day: when the log was last changed. Default: now. */
  readonly modified?: number;
  /** Name of the host, in place of the one in the log. */
  readonly host?: string;
  /** What `save` returned where the last run over this log ended. */
  readonly state?: string;
  /** Takes each connection that no further line can join. */
  readonly onConnection: (connection: Connection) => void;
  /** Takes each line of sshd or dropbear that no pattern knows. */
  readonly onUnknown?: (event: Event, line: string) => void;
}

/** Reads the bytes of a log; see {@link createScanner}. */
export interface Scanner {
  /** Takes the next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** Takes a last line that has no end, if `partial`, and decides all connections that are open. */
  finish(options?: {partial?: boolean}): void;
  /** Returns the connections that are open, decided as things stand. */
  open(): Connection[];
  /** Returns the state after the last whole line, for a scanner that goes on from there. */
  save(): string;
  /** Bytes up to and with the last whole line. */
  readonly consumed: number;
  /** What became of the lines, by host. Lines of open connections are only in `read`. */
  readonly ledgers: ReadonlyMap<string | null, Ledger>;
  /** Spans of time with lines of any program, by host, in the order of the log. */
  readonly coverage: ReadonlyMap<string | null, (readonly [from: number, to: number])[]>;
}

interface Saved {
  readonly clock: ClockState;
  readonly lines: number;
  readonly hosts: readonly (readonly [host: string | null, tracker: TrackerState])[];
}

/** A line is read up to this length; what follows is skipped (sshd's own lines end at 1 KiB). */
const longestLine = 1 << 20;

/**
 * Returns a scanner that turns the bytes of a log into connections with their attempts. Any cut of the bytes into chunks,
 * and any pause with `save` and `state` between two lines, gives the same connections. Lines of other programs are only
 * glanced at: their time, their host and their program are read off the bytes.
 */
export function createScanner({
  onConnection,
  onUnknown = () => undefined,
  host: only,
  state,
  ...options
}: ScannerOptions): Scanner {
  const saved = state ? (JSON.parse(state) as Saved) : null;
  const clock = createClock({zone: options.zone, year: options.year, newest: options.modified, state: saved?.clock});
  const glance = createGlance(clock);
  const trackers = new Map<string | null, Tracker>();
  const ledgers = new Map<string | null, Ledger>();
  const coverage = new Map<string | null, [number, number][]>();
  let rest: Buffer[] = []; // the start of a line whose end is in a later chunk
  let restBytes = 0;
  let consumed = 0;
  let lines = saved?.lines ?? 0;
  for (const [host, tracker] of saved?.hosts ?? [])
    trackers.set(
      host,
      createTracker(host, (one) => closed(host, one), tracker)
    );

  function push(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      if (restBytes > 0) endRest(chunk.subarray(start, end));
      else take(chunk, start, end);
      consumed += end + 1 - start;
      start = end + 1;
    }
    if (start < chunk.length) keep(Buffer.from(chunk.subarray(start))); // a copy: the reader may fill its chunk anew
  }

  function keep(part: Buffer): void {
    if (restBytes < longestLine) rest.push(part);
    restBytes += part.length;
  }

  function endRest(part: Buffer): void {
    const line = Buffer.concat([...rest, part]);
    consumed += restBytes;
    rest = [];
    restBytes = 0;
    take(line, 0, line.length);
  }

  function take(bytes: Buffer, start: number, end: number): void {
    lines += 1;
    const seen = glance(bytes, start, end);
    if (seen) return other(only ?? seen.host, seen.time);
    const line = bytes.toString("latin1", start, Math.min(end, start + longestLine));
    const event = parseLine(line, clock);
    event1(only === undefined ? event : {...event, host: only}, line);
  }

  function other(host: string | null, time: number | null): void {
    const ledger = ledgerOf(host);
    ledger.read += 1;
    ledger.other += 1;
    if (time !== null) cover(host, time);
  }

  function event1(event: Event, line: string): void {
    const {kind, host, time} = event;
    if (kind === "other") return other(host, time);
    const ledger = ledgerOf(host);
    ledger.read += 1;
    if (kind === "noise" || kind === "unknown") ledger[kind] += 1;
    if (kind === "unknown") onUnknown(event, line);
    if (time !== null) cover(host, time);
    trackerOf(host).add(event, lines);
  }

  function cover(host: string | null, time: number): void {
    let spans = coverage.get(host);
    if (!spans) coverage.set(host, (spans = []));
    const last = spans.at(-1);
    if (!last || time > last[1] + coverageGapSeconds || time < last[0] - coverageGapSeconds) spans.push([time, time]);
    else if (time > last[1]) last[1] = time;
    else if (time < last[0]) last[0] = time;
  }

  function closed(host: string | null, connection: Connection): void {
    const ledger = ledgerOf(host);
    ledger.deciding += connection.deciding;
    ledger.echo += connection.echo;
    onConnection(connection);
  }

  function ledgerOf(host: string | null): Ledger {
    let ledger = ledgers.get(host);
    if (!ledger) ledgers.set(host, (ledger = {read: 0, deciding: 0, echo: 0, noise: 0, other: 0, unknown: 0}));
    return ledger;
  }

  function trackerOf(host: string | null): Tracker {
    let tracker = trackers.get(host);
    if (!tracker) trackers.set(host, (tracker = createTracker(host, (one) => closed(host, one))));
    return tracker;
  }

  return {
    push,
    finish({partial = true} = {}) {
      if (partial && restBytes > 0) endRest(Buffer.alloc(0));
      for (const tracker of trackers.values()) tracker.finish();
    },
    open: () => [...trackers.values()].flatMap((tracker) => tracker.open()),
    save: () =>
      JSON.stringify({
        clock: clock.save(),
        lines,
        hosts: [...trackers].map(([host, tracker]) => [host, tracker.save()])
      }),
    get consumed() {
      return consumed;
    },
    ledgers,
    coverage
  };
}
