import {newline} from "./event/bytes.ts";
import {createClock, type ClockState} from "./line/clock.ts";
import {createFast} from "./fast/fast.ts";
import {createGlance} from "./fast/glance.ts";
import {parseLine} from "./line/line.ts";
import {createSite, type Site} from "./site.ts";
import type {TrackerState} from "./connection/tracker.ts";
import type {Connection, Event, Ledger} from "./event/event.ts";

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
  readonly onConnection?: (connection: Connection) => void;
  /** Takes each event of sshd, dropbear and PAM, in place of joining them here; the next one may come in the same object. */
  readonly onEvent?: (event: Event) => void;
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
  /** Returns the line that has no end yet; null where it is longer than any line is read. */
  rest(): Buffer | null;
  /** Returns the year with which the log, if that was all of it, is to be read again: see the clock. Else null. */
  firstYear(): number | null;
  /** Bytes up to and with the last whole line. */
  readonly consumed: number;
  /** What became of the lines, by host. Lines of open connections are only in `read`. */
  readonly ledgers: ReadonlyMap<string | null, Ledger>;
  /** Spans of time with lines of any program, by host, in the order of the log. */
  readonly coverage: ReadonlyMap<string | null, Site["spans"]>;
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
 * glanced at, and the commonest ones of sshd are read off the bytes too; the parser reads the others.
 */
export function createScanner({
  onConnection = () => undefined,
  onEvent,
  onUnknown = () => undefined,
  host: only,
  state,
  ...options
}: ScannerOptions): Scanner {
  const saved = state ? (JSON.parse(state) as Saved) : null;
  const clock = createClock({zone: options.zone, year: options.year, newest: options.modified, state: saved?.clock});
  const glance = createGlance(clock);
  const fast = createFast();
  const sites = new Map<string | null, Site>();
  for (const [host, tracker] of saved?.hosts ?? [])
    sites.set(host, createSite(host, {state: tracker, onConnection, onEvent}));
  let last: Site | null = null; // of the line before
  let rest: Buffer[] = []; // the start of a line whose end is in a later chunk
  let restBytes = 0;
  let consumed = 0;
  let lines = saved?.lines ?? 0;

  function push(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const stop = chunk.lastIndexOf(newline);
    let at = stop >= 0 && restBytes > 0 ? endRest(chunk.subarray(0, chunk.indexOf(newline) + 1)) : 0;
    while (at <= stop) at = take(chunk, at) + 1;
    consumed += at;
    if (stop + 1 < chunk.length) keep(Buffer.from(chunk.subarray(stop + 1))); // a copy: the reader may fill its chunk anew
  }

  function keep(part: Buffer): void {
    if (restBytes < longestLine) rest.push(part);
    restBytes += part.length;
  }

  /** Takes the line that ends with a part, and returns the part's length. */
  function endRest(part: Buffer): number {
    const line = Buffer.concat([...rest, part]);
    consumed += restBytes;
    rest = [];
    restBytes = 0;
    take(line, 0);
    return part.length;
  }

  /** Takes the line that starts there and returns where its newline stands. */
  function take(bytes: Buffer, start: number): number {
    lines += 1;
    const seen = glance(bytes, start);
    if (seen && only !== undefined) seen.host = only;
    const event = seen && seen.process !== null ? fast(bytes, seen) : null;
    if (event) {
      siteOf(event.host).add(event, lines);
      return seen!.end;
    }
    const end = bytes.indexOf(newline, start);
    if (seen && seen.process === null) siteOf(seen.host).other(seen.time);
    else parse(bytes.toString("latin1", start, Math.min(end, start + longestLine)));
    return end;
  }

  function parse(line: string): void {
    const parsed = parseLine(line, clock);
    const event: Event = only === undefined ? parsed : {...parsed, host: only};
    if (event.kind === "other") return siteOf(event.host).other(event.time);
    if (event.kind === "unknown") onUnknown(event, line);
    siteOf(event.host).add(event, lines);
  }

  function siteOf(host: string | null): Site {
    if (last?.host === host) return last;
    let site = sites.get(host);
    if (!site) sites.set(host, (site = createSite(host, {onConnection, onEvent})));
    return (last = site);
  }

  function bySite<T>(of: (site: Site) => T): Map<string | null, T> {
    return new Map(Array.from(sites, ([host, site]) => [host, of(site)]));
  }

  return {
    push,
    finish({partial = true} = {}) {
      if (partial && restBytes > 0) endRest(endOfLine);
      for (const {tracker} of sites.values()) tracker?.finish();
    },
    open: () => [...sites.values()].flatMap(({tracker}) => tracker?.open() ?? []),
    save() {
      const hosts = [...sites.values()].flatMap(({host, tracker}) => (tracker ? [[host, tracker.save()]] : []));
      return JSON.stringify({clock: clock.save(), lines, hosts});
    },
    rest: () => (restBytes > longestLine ? null : Buffer.concat(rest)),
    firstYear: clock.firstYear,
    get consumed() {
      return consumed;
    },
    get ledgers() {
      return bySite(({ledger}) => ledger);
    },
    get coverage() {
      return bySite(({spans}) => spans);
    }
  };
}

const endOfLine = Buffer.of(newline);
