import {names} from "./contenders.ts";
import type {HostileResult} from "./hostile.ts";
import type {Result} from "./rounds.ts";
import type {Size} from "./size.ts";

/** A figure that the project set itself. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly least?: number;
  readonly most?: number;
}

/** What was measured over one log. */
export interface Race {
  readonly size: string;
  readonly bytes: number;
  readonly lines: number;
  readonly results: readonly Result[];
  readonly database: Size;
}

/** Returns the goals that one log can show; those of speed and memory are meant for 1 GB. */
export function goalsOf({size, results, database}: Race): Goal[] {
  const ingest = find(results, names.ingest);
  const ratio = (name: string): number => find(results, name).wallSeconds / ingest.wallSeconds;
  return [
    {name: `${size}: times faster than the usual script with an index`, value: ratio(names.usual), unit: "×", least: 6},
    {name: `${size}: times slower than grep`, value: 1 / ratio(names.grep), unit: "×", most: 6},
    {name: `${size}: memory of a first ingest`, value: ingest.rssBytes / 1e6, unit: "MB", most: 110},
    {name: `${size}: memory, nothing new`, value: find(results, names.again).rssBytes / 1e6, unit: "MB", most: 110},
    {name: `${size}: nothing new`, value: find(results, names.again).wallSeconds, unit: "s", most: 0.15},
    {
      name: `${size}: attempts and look-up tables, a row`,
      value: database.attemptBytes / database.rows,
      unit: "B",
      most: 30
    },
    {name: `${size}: written for each byte kept`, value: ingest.writtenBytes / database.fileBytes, unit: "B", most: 3}
  ];
}

/** Returns how far the time of each log is from the one before times its size: 1 is linear. */
export function growthGoals(races: readonly Race[]): Goal[] {
  return races.slice(1).map((race, index) => {
    const before = races[index]!;
    const seconds = ({results}: Race): number => find(results, names.ingest).wallSeconds;
    const value = seconds(race) / seconds(before) / (race.bytes / before.bytes);
    return {name: `time a byte, ${race.size} against ${before.size}`, value, unit: "×", most: 1.2};
  });
}

/** Returns the goal for the costliest shape of long lines. */
export function hostileGoal(results: readonly HostileResult[]): Goal {
  const value = Math.max(...results.map(({ratio}) => ratio));
  return {name: "a line of 64 KiB against one of 16 KiB, worst shape", value, unit: "×", most: 6};
}

/** Tells whether a goal is reached. */
export function isReached({value, least = -Infinity, most = Infinity}: Goal): boolean {
  return value >= least && value <= most;
}

/** Returns the result of a name; throws when it did not run. */
export function find(results: readonly Result[], name: string): Result {
  const result = results.find((other) => other.name === name);
  if (!result) throw new Error(`no such contender: ${name}`);
  return result;
}
