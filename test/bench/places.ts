import {spawnSync} from "node:child_process";
import {addressTable} from "../../lib/ask/polars/places.ts";
import {openGeo} from "../../lib/geo/geo.ts";
import {randomAddresses} from "../geo/random.ts";
import type {Goal} from "./goals.ts";
import {median} from "./measure.ts";

/** What a step on the way from distinct addresses to their places cost: medians over rounds. */
export interface PlacesRow {
  readonly step: string;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

const count = 100_000;
const steps = ["geo files opened", `${count.toLocaleString("en")} addresses looked up`, "their places as a table"];

/**
 * Returns what it costs to locate 100,000 distinct addresses, spread evenly over all public ones of IPv4, with the
 * installed DB-IP Lite, a row a step: each round is a process of its own, because look-ups of the first are remembered.
 */
export function placesRows(rounds = 5): PlacesRow[] {
  const measured = Array.from({length: rounds}, (_, round) => runAlone(round + 1));
  return steps.map((step, i) => ({
    step,
    wallSeconds: median(measured.map((rows) => rows[i]!.wallSeconds)),
    cpuSeconds: median(measured.map((rows) => rows[i]!.cpuSeconds))
  }));
}

/** Returns the goal that the rows show. */
export function placesGoal(rows: readonly PlacesRow[]): Goal {
  const value = rows.slice(1).reduce((sum, {cpuSeconds}) => sum + cpuSeconds, 0); // the files are open by then
  return {name: `${count.toLocaleString("en")} distinct addresses located, CPU`, value, unit: "s", most: 1};
}

function runAlone(seed: number): PlacesRow[] {
  const {stdout, stderr, status} = spawnSync(process.execPath, [import.meta.filename, String(seed)], {
    encoding: "utf8"
  });
  if (status !== 0) throw new Error(`the look-ups failed: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout) as PlacesRow[];
}

async function run(seed: number): Promise<PlacesRow[]> {
  const addresses = randomAddresses(count, seed);
  const clock = stopwatch();
  const geo = await openGeo([]);
  const opened = clock(steps[0]!);
  const places = addresses.map(geo.locate);
  const lookedUp = clock(steps[1]!);
  if (places.filter(({country}) => country !== null).length < 0.9 * count) throw new Error("too few places");
  clock("");
  addressTable(addresses, geo);
  return [opened, lookedUp, clock(steps[2]!)];
}

/** Returns what gives the time since it was called before. */
function stopwatch(): (step: string) => PlacesRow {
  let [wall, cpu] = [performance.now(), process.cpuUsage()];
  return (step) => {
    const [wallMs, {user, system}] = [performance.now() - wall, process.cpuUsage(cpu)];
    [wall, cpu] = [performance.now(), process.cpuUsage()];
    return {step, wallSeconds: wallMs / 1e3, cpuSeconds: (user + system) / 1e6};
  };
}

if (import.meta.main) console.log(JSON.stringify(await run(Number(process.argv[2]))));
