import {execFileSync} from "node:child_process";
import {readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {feature} from "topojson-client";
import type {GeometryCollection, Topology} from "topojson-specification";
import {find, isReached, type Goal} from "../goals.ts";
import {table} from "../report.ts";
import {race, type Result} from "../rounds.ts";
import {chartRows, mapFile, topologyOf, type ChartRows} from "./charts-rows.ts";
import type {FramesBench, Part} from "./load.ts";
import {benchPython, packagesOf} from "./python.ts";

const NOTE =
  "A process a chart and side, start and imports included, from the same made-up rows to a file of the same size; each ran once before, so fonts are found and packages compiled, by Python and by V8. The maps have the same shapes, as TopoJSON here and GeoJSON there. matplotlib draws plain pyplot and geopandas with the same views but without the captions, and keeps texts as texts.";

/** What the charts need of a bench: a Python of their own is made in the folder of caches. */
type ChartsBench = Omit<FramesBench, "python"> & {readonly cacheFolder: string};

/** A chart, as both sides draw it: a process each. */
interface Drawn {
  readonly chart: string;
  readonly knockbook: Result;
  readonly matplotlib: Result;
  /** Of the files. */
  readonly kilobytes: readonly [knockbook: number, matplotlib: number];
}

/** Draws charts to SVG as whole processes, with knockbook and with matplotlib; throws when a drawing lacks marks. */
export function chartsBench({cacheFolder, ...bench}: ChartsBench): Part {
  const python = benchPython(cacheFolder, "requirements-charts");
  const drawn = Object.entries(chartRows()).map(([chart, rows]) => {
    bench.say(`${chart}: drawn by knockbook and by matplotlib`);
    return drawnBoth(chart, rows, {...bench, python});
  });
  return {goals: drawn.map(goalOf), text: [timesTable(drawn), NOTE, `- ${packagesOf(python)}`].join("\n\n")};
}

function drawnBoth(chart: string, {marks, map, ...given}: ChartRows, bench: FramesBench): Drawn {
  const file = (ending: string): string => join(bench.folder, `${chart}${ending}`);
  const script = (name: string): string => join(import.meta.dirname, name);
  const [ours, theirs] = [file("-knockbook.svg"), file("-matplotlib.svg")];
  writeFileSync(file(".json"), JSON.stringify(given));
  const cache = `KNOCKBOOK_CACHE=${join(bench.folder, "cache")}`;
  const knockbook = ["env", cache, process.execPath, script("charts-knockbook.mjs"), chart, file(".json"), ours];
  if (map) knockbook.push(mapFile(map));
  warm(knockbook);
  const matplotlib = [bench.python, script("charts.py"), chart, file(".json"), theirs, ...sizeOf(ours)];
  if (map) matplotlib.push(geojson(map, file(".geojson")));
  warm(matplotlib);
  const contenders = [
    {name: "knockbook", command: knockbook},
    {name: "matplotlib", command: matplotlib}
  ];
  const results = race(contenders, bench, {rounds: bench.rounds});
  [ours, theirs].forEach((path) => check(path, marks));
  const kilobytes = [ours, theirs].map((path) => statSync(path).size / 1000) as [number, number];
  return {chart, knockbook: find(results, "knockbook"), matplotlib: find(results, "matplotlib"), kilobytes};
}

/**
 * Runs a command once before it is measured: matplotlib finds the fonts, and both compile their packages, only then.
 */
function warm([program, ...args]: readonly string[]): void {
  execFileSync(program!, args, {stdio: ["ignore", "inherit", "inherit"]});
}

function sizeOf(path: string): string[] {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(readFileSync(path, "utf8")) ?? [];
  if (!width || !height) throw new Error(`${path} has no size`);
  return [width, height];
}

/** Writes the map as GeoJSON, which geopandas reads, and returns its path; both sides have the same shapes. */
function geojson(map: string, path: string): string {
  const topology = topologyOf(map) as unknown as Topology;
  const [areas] = Object.values(topology.objects) as GeometryCollection[];
  const {features, ...rest} = feature(topology, areas!);
  const withIds = features.map((area) => ({...area, properties: {...area.properties, id: area.id}}));
  writeFileSync(path, JSON.stringify({...rest, features: withIds}));
  return path;
}

function check(path: string, least: number): void {
  const found = readFileSync(path, "utf8").match(/<(?:path|circle|use|rect) /g)?.length ?? 0;
  if (found < least) throw new Error(`${path} has ${found} marks, fewer than its ${least} rows`);
}

function goalOf({chart, knockbook, matplotlib}: Drawn): Goal {
  const value = matplotlib.wallSeconds / knockbook.wallSeconds;
  return {name: `chart ${chart}: times faster than matplotlib`, value, unit: "×", least: 2};
}

function timesTable(drawn: readonly Drawn[]): string {
  const sides = ["knockbook", "matplotlib"];
  const head = ["wall s", "CPU s", "kB"].flatMap((figure) => sides.map((side) => `${side}, ${figure}`));
  return table(
    ["", ...head, "wall, ×", "CPU, ×", ""],
    drawn.map((one) => {
      const {chart, knockbook, matplotlib, kilobytes} = one;
      const results = [knockbook, matplotlib];
      return [
        chart,
        ...results.map(({wallSeconds}) => wallSeconds.toFixed(2)),
        ...results.map(({cpuSeconds}) => cpuSeconds.toFixed(2)),
        ...kilobytes.map((size) => size.toFixed(0)),
        (matplotlib.wallSeconds / knockbook.wallSeconds).toFixed(2),
        (matplotlib.cpuSeconds / knockbook.cpuSeconds).toFixed(2),
        isReached(goalOf(one)) ? "reached" : "**missed**"
      ];
    })
  );
}
