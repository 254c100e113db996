import {createTracker, type Tracker, type TrackerState} from "./connection/tracker.ts";
import {coverageGapSeconds, mostTimes, type Connection, type Event, type Ledger} from "./event/event.ts";
import {isPlausible, type PlausibleTimes} from "./event/plausible.ts";

/** What a scanner knows of one host. */
export interface Site {
  readonly host: string | null;
  readonly ledger: Ledger;
  /** Spans of time with lines of any program, in epoch seconds and in the order of the log; no implausible ones. */
  readonly spans: [from: number, to: number][];
  /** Follows the connections; null before the first line that can belong to one. */
  tracker: Tracker | null;
  /**
   * The last line, if it is of sshd, dropbear or PAM: it may be repeated. Its object may be filled anew: see `hold`.
   */
  latest: Event | null;
}

/** The hosts of a log, and where their events or connections go. */
export interface Sites {
  readonly byHost: Map<string | null, Site>;
  /** The host of the line before; null at the start of a run. */
  last: Site | null;
  /** The name of the host of the last line of the run before; undefined where no line has told its host yet. */
  readonly before: string | null | undefined;
  /** The lines of this run that stand before the first one that tells its host. */
  readonly early: Site;
  /** Such lines of the runs before, which counted them for the unnamed host. */
  readonly earlier: EarlyLines;
  /** The last line of the run before, if it may be repeated. */
  readonly latest: Event | null;
  readonly times: PlausibleTimes;
  readonly onConnection: (connection: Connection) => void;
  /** Takes the events in place of trackers; the next one may come in the same object. */
  readonly onEvent: ((event: Event) => void) | undefined;
}

/** What is kept of lines that stand before the first one that tells its host: how many, and their spans of time. */
type EarlyLines = Pick<Ledger, "read" | "other" | "unread"> & {readonly spans: Site["spans"]};

/** What the next run over a log must know of its hosts. */
export interface SavedSites {
  /** The states of the trackers, by host. */
  readonly trackers: readonly (readonly [host: string | null, tracker: TrackerState])[];
  /** The host of the last line; left out where no line has told its host yet. */
  readonly last?: string | null;
  /** The lines before the first one that tells its host, while there is none. */
  readonly early?: EarlyLines;
  /** The last line, if it is of sshd, dropbear or PAM. */
  readonly latest?: Event | null;
}

const noLines: EarlyLines = {read: 0, other: 0, unread: 0, spans: []};

/** Returns the hosts of a log before its first line, or where its state was saved. */
export function openSites(
  {times, onConnection, onEvent}: Pick<Sites, "times" | "onConnection" | "onEvent">,
  {trackers, last: before, early: earlier = noLines, latest = null}: SavedSites = {trackers: []}
): Sites {
  const byHost = new Map<string | null, Site>();
  for (const [host, state] of trackers) {
    const site = {...emptySite(host), latest: latest?.host === host ? latest : null};
    site.tracker = trackerOf(site, onConnection, state);
    byHost.set(host, site);
  }
  return {byHost, last: null, before, early: emptySite(null), earlier, latest, times, onConnection, onEvent};
}

/** Returns what {@link openSites} must know to go on from here. */
export function saveSites(sites: Sites): SavedSites {
  const latest = sites.last ? sites.last.latest : sites.latest;
  return latest ? {...saveHosts(sites), latest} : saveHosts(sites);
}

function saveHosts({byHost, last, before, early, earlier}: Sites): SavedSites {
  const sites = [...byHost.values()];
  const trackers = sites.flatMap(({host, tracker}) => (tracker ? [[host, tracker.save()] as const] : []));
  if (last !== null) return {trackers, last: last.host};
  if (before !== undefined) return {trackers, last: before};
  const {read, other, unread} = early.ledger;
  const all = {read: read + earlier.read, other: other + earlier.other, unread: unread + earlier.unread};
  if (all.read === 0) return {trackers};
  return {trackers, early: {...all, spans: [...earlier.spans, ...early.spans].slice(-earlySpans)}};
}

/** Spans of early lines that are remembered, the newest ones: whoever writes a log could make many. */
const earlySpans = 1000;

/** Returns what is known of each host that a line was counted for, the unnamed one too. */
export function allSites({byHost, early}: Sites): Site[] {
  return early.ledger.read > 0 ? [early, ...byHost.values()] : [...byHost.values()];
}

/**
 * Counts a line of another program, or a line that is none, as an empty one or a mark of journalctl. Such a line makes
 * no host: where it names none, it belongs to the host of the line before, else to the first host that follows, else to
 * the unnamed one.
 */
export function addOther(sites: Sites, {host, time}: Pick<Event, "host" | "time">): void {
  const site = ownerOf(sites, host);
  site.latest = null;
  site.ledger.read += 1;
  site.ledger.other += 1;
  if (time !== null && isPlausible(time, sites.times)) cover(site.spans, time);
}

/**
 * Counts a line that is sshd's or dropbear's by its looks, behind a header that is not understood; it makes no host, as
 * in {@link addOther}. Returns the host that it belongs to, as far as that is known yet.
 */
export function addUnread(sites: Sites, {host}: Pick<Event, "host">): string | null {
  const site = ownerOf(sites, host);
  site.latest = null;
  site.ledger.read += 1;
  site.ledger.unread += 1;
  return site.host;
}

/**
 * Returns the event of a bare message that makes no attempt, as `last message repeated 2 times`, with its host: it
 * makes none, as in {@link addOther}. Returns null before the first line that tells its host: such a message is counted
 * as another program's.
 */
export function withHost(sites: Sites, event: Event): Event | null {
  const site = ownerOf(sites, null);
  return site === sites.early ? null : {...event, host: site.host};
}

/** Counts a line of sshd, dropbear or PAM, and joins it to its connection; `line` is its place in the log. */
export function addEvent(sites: Sites, event: Event, line: number): void {
  const site = siteOf(sites, event.host);
  site.latest = event;
  site.ledger.read += 1;
  if (event.kind === "noise" || event.kind === "unknown") site.ledger[event.kind] += 1;
  if (event.time !== null && isPlausible(event.time, sites.times)) cover(site.spans, event.time);
  if (sites.onEvent) return sites.onEvent(event);
  site.tracker ??= trackerOf(site, sites.onConnection);
  site.tracker.add(event, line);
}

/** Keeps the last line as it is: call it before a line of another host may be put into the same object. */
export function hold({last}: Sites): void {
  if (last?.latest) last.latest = {...last.latest};
}

/**
 * Counts a line that says that the line before it of its host was repeated, as those lines: as one event that stands
 * for them. Returns false, and counts nothing, where that line was another program's, or makes no attempt. `line` is
 * its place in the log.
 */
export function addRepeated(
  sites: Sites,
  {host, times, time}: Pick<Event, "host" | "times" | "time">,
  line: number
): boolean {
  const site = ownerOf(sites, host);
  const {latest} = site;
  if (!latest || !isCounted(latest) || times === 0) return false;
  addEvent(sites, {...latest, time: time ?? latest.time, times: Math.min(times * latest.times, mostTimes)}, line);
  site.latest = latest; // the next one is about the same line
  return true;
}

/** Whether a line can make attempts more than once. */
function isCounted({kind}: Event): boolean {
  return kind === "failed" || kind === "named" || kind === "probe";
}

/** Returns the site of a line that makes no host where it names none. */
function ownerOf(sites: Sites, host: string | null): Site {
  if (host !== null) return siteOf(sites, host);
  return sites.last ?? (sites.before === undefined ? sites.early : siteOf(sites, sites.before));
}

function siteOf(sites: Sites, host: string | null): Site {
  if (sites.last?.host === host) return sites.last;
  const site = siteAt(sites, host);
  if (sites.last === null && sites.before === undefined) takeEarly(sites, site);
  sites.last = site;
  return site;
}

function siteAt({byHost, latest}: Sites, host: string | null): Site {
  let site = byHost.get(host);
  if (!site) byHost.set(host, (site = {...emptySite(host), latest: latest?.host === host ? latest : null}));
  return site;
}

/** Gives the first host the lines before it. Those that earlier runs counted for the unnamed host are taken from it. */
function takeEarly(sites: Sites, site: Site): void {
  const {early, earlier} = sites;
  if (earlier.read > 0 && site.host !== null) {
    addEarly(site, earlier);
    const unnamed = siteAt(sites, null).ledger;
    for (const kind of earlyKinds) unnamed[kind] -= earlier[kind];
  }
  addEarly(site, {...early.ledger, spans: early.spans});
  for (const kind of earlyKinds) early.ledger[kind] = 0;
}

const earlyKinds = ["read", "other", "unread"] as const;

function addEarly({ledger, spans}: Site, lines: EarlyLines): void {
  for (const kind of earlyKinds) ledger[kind] += lines[kind];
  for (const [from, to] of lines.spans) spans.push([from, to]);
}

function emptySite(host: string | null): Site {
  return {
    host,
    ledger: {read: 0, deciding: 0, echo: 0, noise: 0, other: 0, unread: 0, unknown: 0},
    spans: [],
    tracker: null,
    latest: null
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
