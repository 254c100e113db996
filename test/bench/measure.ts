import {spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {join} from "node:path";

/** What a whole process cost, with all its children; see measure.py. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time. */
  readonly cpuSeconds: number;
  /** The largest resident set of one process; at least the 10 MB of the wrapper that starts it. */
  readonly rssBytes: number;
  /** What went to the disk: `write_bytes` of /proc/PID/io. */
  readonly writtenBytes: number;
}

/** A cost and what the process printed. */
export type Measured = Cost & {readonly output: string};

/** Returns what a command cost, run to its end; throws with its last error line when it fails. */
export function measure(command: readonly string[], folder: string): Measured {
  const file = join(folder, "cost.json");
  const wrapper = ["-S", "-E", join(import.meta.dirname, "measure.py"), file];
  const {stdout, stderr, error} = spawnSync("python3", [...wrapper, ...command], {encoding: "utf8", maxBuffer: 1e9});
  if (error) throw error;
  const {code, ...cost} = JSON.parse(readFileSync(file, "utf8")) as Cost & {code: number};
  if (code !== 0) throw new Error(`${command.join(" ")} failed with ${code}: ${stderr.trim().split("\n").at(-1)}`);
  return {...cost, output: stdout};
}

/** Returns the median of some numbers; the mean of the middle two of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Returns the median of each figure, over the rounds of one command. */
export function medianCost(rounds: readonly Cost[]): Cost {
  const of = (figure: keyof Cost): number => median(rounds.map((cost) => cost[figure]));
  return {
    wallSeconds: of("wallSeconds"),
    cpuSeconds: of("cpuSeconds"),
    rssBytes: of("rssBytes"),
    writtenBytes: of("writtenBytes")
  };
}
