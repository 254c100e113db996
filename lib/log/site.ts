import {createTracker, type Tracker, type TrackerState} from "./connection/tracker.ts";
import {coverageGapSeconds, type Connection, type Event, type Ledger} from "./event/event.ts";

/** What a scanner knows of one host. */
export interface Site {
  readonly host: string | null;
  readonly ledger: Ledger;
  /** Spans of time with lines of any program, in the order of the log. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** Follows the connections; null before the first line that can belong to one. */
  readonly tracker: Tracker | null;
  /** Counts a line of another program. */
  other(time: number | null): void;
  /** Counts a line of sshd or dropbear; `line` is its place in the log. */
  add(event: Event, line: number): void;
}

/** Where a site's events or connections go. */
export interface SiteOptions {
  readonly state?: TrackerState;
  readonly onConnection: (connection: Connection) => void;
  /** Takes the events in place of a tracker; the next one may come in the same object. */
  readonly onEvent?: (event: Event) => void;
}

/** Returns what is known of a host before its first line, or where its state was saved. */
export function createSite(host: string | null, {state, onConnection, onEvent}: SiteOptions): Site {
  const ledger = {read: 0, deciding: 0, echo: 0, noise: 0, other: 0, unknown: 0};
  const spans: [number, number][] = [];
  let span: [number, number] | null = null; // the last one
  let tracker = state ? createTracker(host, closed, state) : null;

  function closed(connection: Connection): void {
    ledger.deciding += connection.deciding;
    ledger.echo += connection.echo;
    onConnection(connection);
  }

  function cover(time: number): void {
    if (!span || time > span[1] + coverageGapSeconds || time < span[0] - coverageGapSeconds)
      spans.push((span = [time, time]));
    else if (time > span[1]) span[1] = time;
    else if (time < span[0]) span[0] = time;
  }

  return {
    host,
    ledger,
    spans,
    get tracker() {
      return tracker;
    },
    other(time) {
      ledger.read += 1;
      ledger.other += 1;
      if (time !== null) cover(time);
    },
    add(event, line) {
      ledger.read += 1;
      if (event.kind === "noise" || event.kind === "unknown") ledger[event.kind] += 1;
      if (event.time !== null) cover(event.time);
      if (onEvent) return onEvent(event);
      tracker ??= createTracker(host, closed);
      tracker.add(event, line);
    }
  };
}
