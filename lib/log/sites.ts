import {createTracker, type Tracker, type TrackerState} from "./connection/tracker.ts";
import {coverageGapSeconds, type Connection, type Event, type Ledger} from "./event/event.ts";

/** What a scanner knows of one host. */
export interface Site {
  readonly host: string | null;
  readonly ledger: Ledger;
  /** Spans of time with lines of any program, in epoch seconds and in the order of the log. */
  readonly spans: [from: number, to: number][];
  /** Follows the connections; null before the first line that can belong to one. */
  tracker: Tracker | null;
}

/** The hosts of a log, and where their events or connections go. */
export interface Sites {
  readonly byHost: Map<string | null, Site>;
  /** The host of the line before. */
  last: Site | null;
  readonly onConnection: (connection: Connection) => void;
  /** Takes the events in place of trackers; the next one may come in the same object. */
  readonly onEvent: ((event: Event) => void) | undefined;
}

/** Saved states of trackers, by host. */
export type SavedSites = readonly (readonly [host: string | null, tracker: TrackerState])[];

/** Returns the hosts of a log before its first line, or where its state was saved. */
export function openSites({onConnection, onEvent}: Pick<Sites, "onConnection" | "onEvent">, saved: SavedSites): Sites {
  const sites: Sites = {byHost: new Map(), last: null, onConnection, onEvent};
  for (const [host, state] of saved) {
    const site = siteOf(sites, host);
    site.tracker = trackerOf(site, onConnection, state);
  }
  return sites;
}

/** Returns the states of the trackers, for {@link openSites}. */
export function saveSites({byHost}: Sites): SavedSites {
  return Array.from(byHost.values()).flatMap(({host, tracker}) => (tracker ? [[host, tracker.save()] as const] : []));
}

/** Counts a line of another program. */
export function addOther(sites: Sites, {host, time}: Pick<Event, "host" | "time">): void {
  const site = siteOf(sites, host);
  site.ledger.read += 1;
  site.ledger.other += 1;
  if (time !== null) cover(site.spans, time);
}

/** Counts a line that is sshd's or dropbear's by its looks, behind a header that is not understood. */
export function addUnread(sites: Sites, {host}: Pick<Event, "host">): void {
  const site = siteOf(sites, host);
  site.ledger.read += 1;
  site.ledger.unread += 1;
}

/** Counts a line of sshd, dropbear or PAM, and joins it to its connection; `line` is its place in the log. */
export function addEvent(sites: Sites, event: Event, line: number): void {
  const site = siteOf(sites, event.host);
  site.ledger.read += 1;
  if (event.kind === "noise" || event.kind === "unknown") site.ledger[event.kind] += 1;
  if (event.time !== null) cover(site.spans, event.time);
  if (sites.onEvent) return sites.onEvent(event);
  site.tracker ??= trackerOf(site, sites.onConnection);
  site.tracker.add(event, line);
}

function siteOf(sites: Sites, host: string | null): Site {
  if (sites.last?.host === host) return sites.last;
  let site = sites.byHost.get(host);
  if (!site) sites.byHost.set(host, (site = emptySite(host)));
  sites.last = site;
  return site;
}

function emptySite(host: string | null): Site {
  return {
    host,
    ledger: {read: 0, deciding: 0, echo: 0, noise: 0, other: 0, unread: 0, unknown: 0},
    spans: [],
    tracker: null
  };
}

function trackerOf({host, ledger}: Site, onConnection: Sites["onConnection"], state?: TrackerState): Tracker {
  const onClosed = (connection: Connection): void => {
    ledger.deciding += connection.deciding;
    ledger.echo += connection.echo;
    onConnection(connection);
  };
  return createTracker(host, onClosed, state);
}

function cover(spans: Site["spans"], time: number): void {
  const last = spans[spans.length - 1];
  if (!last || time > last[1] + coverageGapSeconds || time < last[0] - coverageGapSeconds) spans.push([time, time]);
  else if (time > last[1]) last[1] = time;
  else if (time < last[0]) last[0] = time;
}
