import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, NAME_GAP, FONT, sized} from "./parts/layout.ts";
import {caption, nameLabel, tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {fit, roomFor} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {gapsOf, hostsOf, partsOf, stripsOf} from "./time/strips.ts";
import type {Coverage, Gap, Part, Strip} from "./time/strips.ts";
import {lasting, timeAxis, timeX} from "./time/time.ts";
import {sum} from "../base/sum.ts";
import {dayMs} from "../base/time.ts";
import {capital, counted, date, sentences, share, spelled} from "../base/words.ts";
import type {ClockSpan} from "../rows/clock.ts";
import type {LogSpan} from "../rows/coverage.ts";

const STEP = 22; // px
const AXIS = 38; // px of the axis and the gap above the caption
const NAMED = 3; // gaps
const LABELS = {narrow: 94, wide: 150};

/**
 * Returns a strip for each host that shows when it logged a line of any program. If 14 strips hold them, each log of a
 * host has a strip too. Of more than 14 hosts the last strip shows all the others. The caption names the longest gaps;
 * gaps too short to draw make a strip fainter. A log of less than a day is a sentence.
 */
export function coverage(rows: readonly LogSpan[], options: ChartOptions = {}): Spec {
  const hosts = hostsOf(rows).filter(({spans}) => spans.length > 0);
  if (hosts.length === 0)
    return sentence("No line of the log has a time, so nobody knows when it was written.", options);
  const first = Math.min(...hosts.map(({spans}) => spans[0].from));
  const to = Math.max(...hosts.map(({spans}) => spans.at(-1)!.to));
  const gaps = gapsOf(hosts);
  if (to - first < dayMs) return short({from: first, to}, gaps.length, options);
  const {width = WIDTH} = options;
  const strips = stripsOf(hosts);
  const room = roomFor(
    strips.map(({label}) => label),
    sized(LABELS, width)
  );
  const inner = width - room - PADDING;
  const from = Math.floor(first / dayMs) * dayMs; // or the label of a month would be lost that begins with the log
  const parts = partsOf(strips, {from, to, least: (to - from) / inner / 2});
  const axis = timeAxis(from, to, inner);
  return chart(
    {
      width: inner,
      height: STEP * strips.length,
      layer: [
        ...blocks("gaps", parts, axis),
        ...blocks("log", parts, axis),
        labels(strips, room),
        ...(gaps.length > 0
          ? [caption([longest(gaps, hosts.length)], {width: inner, y: STEP * strips.length + AXIS})]
          : [])
      ]
    },
    {title: finding(hosts, gaps), subtitle: subtitle(hosts, parts, options), ...options}
  );
}

const y = {field: "strip", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.3, paddingOuter: 0.15}};

function blocks(name: "log" | "gaps", parts: readonly Part[], axis: Spec): Spec[] {
  const values = parts.filter(({logged}) => logged > 0 === (name === "log"));
  if (values.length === 0) return []; // a layer without rows would leave its scale without an extent
  const layer = {
    name,
    data: {values},
    transform: [
      {calculate: "utcFormat(datum.from, '%d %b %Y %H:%M')", as: "start"},
      {calculate: "utcFormat(datum.to, '%d %b %Y %H:%M')", as: "end"},
      {calculate: "0.16 + 0.69 * datum.logged", as: "opacity"}
    ],
    mark: {type: "rect", fill: colors.grey},
    encoding: {
      y,
      x: timeX("from", {axis}),
      x2: {field: "to"},
      fillOpacity: {field: "opacity", type: "quantitative", scale: null, legend: null},
      tooltip: tooltip(
        ["label", name === "log" ? "log of" : "no log of"],
        ["start", "from"],
        ["end", "to"],
        ...(name === "log" ? [["logged", "with log", ".1%"] as const] : [])
      )
    }
  };
  return [layer];
}

function labels(strips: readonly Strip[], room: number): Spec {
  const values = strips.map(({label, bold}, strip) => ({strip, bold, name: fit(label, room - NAME_GAP, FONT.text)}));
  return {name: "labels", data: {values}, layer: [nameLabel(y, {bold: false}), nameLabel(y, {bold: true})]};
}

function longest(gaps: readonly Gap[], hosts: number): string {
  const named = gaps.slice(0, NAMED).map(({host, from, to}) => {
    const end = date(from).slice(-4) === date(to).slice(-4) ? moment(to).replace(/ \d{4} /, " ") : moment(to);
    const span = `${moment(from)} to ${end}`;
    return hosts > 1 ? `${host} ${span}` : span;
  });
  return `${gaps.length > NAMED ? "Longest gaps" : "No log"}: ${named.join("; ")}`;
}

const moment = (ms: number): string => `${date(ms)} ${new Date(ms).toISOString().slice(11, 16)}`;
const lengthOf = (spans: readonly ClockSpan[]): number => spans.at(-1)!.to - spans[0].from;

function finding(hosts: readonly Coverage[], [first, ...others]: readonly Gap[]): string {
  const days = Math.max(...hosts.map(({spans}) => lengthOf(spans)));
  const what =
    hosts.length === 1 ? `The log of ${lasting(days)} has` : `The logs of ${spelled(hosts.length)} hosts have`;
  if (!first) return `${what} no gap`;
  const gap = `${hosts.length > 1 ? `${first.host}, ` : ""}${lasting(first.to - first.from)} from ${date(first.from)}`;
  if (others.length === 0) return `${what} one gap: ${gap}`;
  return `${what} ${spelled(others.length + 1)} gaps; the longest: ${gap}`;
}

function subtitle(hosts: readonly Coverage[], parts: readonly Part[], options: ChartOptions): string {
  const logged = sum(hosts, ({spans}) => sum(spans, ({from, to}) => to - from));
  const part = share(
    logged,
    sum(hosts, ({spans}) => lengthOf(spans))
  );
  return sentences(
    "Grey: lines of any program, at most six hours apart. Faint: no log, which is not the same as no attempts",
    `${capital(part)} of the time between ${hosts.length > 1 ? "each host’s" : "the"} first and last line has log`,
    parts.some((part) => part.logged > 0 && part.logged < 0.995) && "Between the two: gaps too short to draw",
    provenance(options)
  );
}

function short({from, to}: ClockSpan, gaps: number, options: ChartOptions): Spec {
  const without = gaps === 0 ? "without a gap" : `with ${counted(gaps, "gap")}`;
  return sentence(`The log covers ${lasting(to - from)}, ${without}: from ${moment(from)} to ${moment(to)}.`, {
    title: "Less than a day of log",
    ...options
  });
}
