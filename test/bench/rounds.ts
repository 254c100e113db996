import {measure, medianCost, type Cost, type Measured} from "./measure.ts";
import type {Bench, Contender} from "./contenders.ts";

/** What one contender cost: the median of its rounds, and what it printed in the last. */
export interface Result extends Cost {
  readonly name: string;
  readonly output: string;
  /** The fastest and the slowest round. */
  readonly fastestSeconds: number;
  readonly slowestSeconds: number;
}

/**
 * Runs contenders side by side: one of each, then one of each again, so that a busy minute of the machine hits all of
 * them. Calls *after* with the number of each round that is done, from 1.
 */
export function race(
  contenders: readonly Contender[],
  {folder}: Pick<Bench, "folder">,
  {rounds, after = () => undefined}: RaceOptions
): Result[] {
  const measured = contenders.map(({name}) => ({name, costs: [] as Measured[]}));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, {prepare, command}] of contenders.entries()) {
      prepare?.();
      measured[index]!.costs.push(measure(command, folder));
    }
    after(round);
  }
  return measured.map(({name, costs}) => summary(name, costs));
}

export interface RaceOptions {
  readonly rounds: number;
  readonly after?: (round: number) => void;
}

function summary(name: string, costs: readonly Measured[]): Result {
  const walls = costs.map(({wallSeconds}) => wallSeconds);
  const [fastestSeconds, slowestSeconds] = [Math.min(...walls), Math.max(...walls)];
  return {name, ...medianCost(costs), fastestSeconds, slowestSeconds, output: costs.at(-1)!.output};
}
