import {visible} from "../parts/text.ts";
import type {ClockSpan} from "../../rows/clock.ts";
import type {LogSpan} from "../../rows/coverage.ts";

/** The spans of log of a host: of all its logs together, and of each of them, in order. */
export interface Coverage {
  readonly host: string;
  readonly spans: readonly ClockSpan[];
  readonly sources: readonly {readonly source: string; readonly spans: readonly ClockSpan[]}[];
}

/** Returns the hosts, in the order of their first span. */
export function hostsOf(rows: readonly LogSpan[]): Coverage[] {
  return Array.from(
    Map.groupBy(rows, ({host}) => host),
    ([host, of]) => {
      const all = Map.groupBy(
        of.toSorted((a, b) => a.from - b.from),
        ({source}) => source
      );
      const sources = [...all].flatMap(([source, spans]) => (source === null ? [] : [{source, spans}]));
      return {host, spans: all.get(null) ?? [], sources};
    }
  );
}

/** A gap between two spans of log of a host. */
export interface Gap extends ClockSpan {
  readonly host: string;
}

/** Returns the gaps between the spans of each host, the longest first. */
export function gapsOf(hosts: readonly Coverage[]): Gap[] {
  const gaps = hosts.flatMap(({host, spans}) =>
    spans.slice(1).map(({from}, i) => ({host: visible(host, 20), from: spans[i].to, to: from}))
  );
  return gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
}

/** A row of the chart; a row of a whole host is bold. */
export interface Strip {
  readonly label: string;
  readonly bold: boolean;
  readonly spans: readonly ClockSpan[];
}

/**
 * A part of a strip. `logged` is the part of it that has log: 0 for a gap, less than 1 where gaps are too short to
 * draw.
 */
export interface Part extends ClockSpan {
  readonly strip: number;
  readonly label: string;
  readonly logged: number;
}

const STRIPS = 14;

/**
 * Returns a strip for each host and each of its logs. If there are too many, it returns strips of hosts alone, and if
 * those are too many, the last one is of all the others.
 */
export function stripsOf(hosts: readonly Coverage[]): Strip[] {
  const wholes = hosts.map(({host, spans}) => ({label: visible(host, 80), bold: true, spans}));
  const all = hosts.flatMap(({sources}, i) => [wholes[i], ...(sources.length > 1 ? sources.map(ofSource) : [])]);
  if (all.length <= STRIPS) return all;
  if (hosts.length <= STRIPS) return wholes;
  const others = wholes.slice(STRIPS - 1);
  const spans = others.flatMap(({spans}) => spans).toSorted((a, b) => a.from - b.from);
  return [...wholes.slice(0, STRIPS - 1), {label: `${others.length} other hosts`, bold: false, spans}];
}

const ofSource = ({source, spans}: Coverage["sources"][number]): Strip => ({
  label: visible(source, 80),
  bold: false,
  spans
});

/**
 * Returns the parts of all strips from one time to another, log and gaps. A gap shorter than `least` ms is left out,
 * unless it lies at an end, where it keeps the axis whole. No part with log is shorter than `least`.
 */
export function partsOf(strips: readonly Strip[], {from, to, least}: ClockSpan & {least: number}): Part[] {
  return strips.flatMap(({label, spans}, strip) => {
    const runs = runsOf(spans, least);
    const ends = [from, ...runs.flatMap((run) => [run.from, run.to]), to];
    const parts = ends.slice(1).map((end, i) => {
      const logged = i % 2 === 1 ? runs[(i - 1) / 2].logged : 0;
      return {strip, label, from: ends[i], to: end, logged};
    });
    return parts.filter((part) => part.to > part.from);
  });
}

type Run = ClockSpan & {readonly logged: number};

/** Returns spans, given in order of their beginnings, joined where they overlap or are less than `least` ms apart. */
function runsOf(spans: readonly ClockSpan[], least: number): Run[] {
  const runs: {from: number; to: number; log: number}[] = [];
  for (const {from, to} of spans) {
    const last = runs.at(-1);
    if (!last || from - last.to >= least) runs.push({from, to, log: to - from});
    else {
      last.log += Math.max(0, to - Math.max(from, last.to));
      last.to = Math.max(last.to, to);
    }
  }
  return runs.map(({from, to, log}) => ({
    from,
    to: Math.max(to, from + least),
    logged: to > from ? Number((log / (to - from)).toFixed(3)) : 1
  }));
}
