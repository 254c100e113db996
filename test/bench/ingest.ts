import {execFileSync} from "node:child_process";
import {checkTruth} from "./checks.ts";
import {contenders, database, fail2ban, growth, names, usualDatabase, type Bench} from "./contenders.ts";
import {find, goalsOf, growthGoals, hostileGoal, type Race} from "./goals.ts";
import {hostileResults} from "./hostile.ts";
import {has} from "./machine.ts";
import {costTable, doublings, goalTable, hostileTable, plainTable, sizeTable, usualTable} from "./report.ts";
import {race, type Result} from "./rounds.ts";
import {sizeOf} from "./size.ts";
import {judgeUsual, type Judged} from "./usual.ts";
import type {BenchLog} from "./logs.ts";

/** How the bench of ingest is run. */
export interface IngestBench extends Bench {
  /** The smallest first. */
  readonly logs: readonly BenchLog[];
  readonly rounds: number;
  /** Hears what is being measured. */
  readonly say: (text: string) => void;
}

/** Runs the bench of ingest and returns its tables as Markdown. Throws when knockbook counts a log wrong. */
export function ingestBench(bench: IngestBench): string {
  const runs = bench.logs.map((log) => raceOver(log, bench));
  const [small, large] = [runs[0]!, runs.at(-1)!];
  bench.say("usual script without an index");
  const slow = race(growth(large.log, bench, large.judged.rows), bench, bench);
  const ban = fail2banTable(small, bench);
  bench.say("long lines");
  const hostile = hostileResults(bench, bench.rounds);
  const goals = [...goalsOf(large.race), ...growthGoals(runs.map(({race}) => race)), hostileGoal(hostile)];
  return [
    ["## Goals", goalTable(goals)],
    ...runs.map(({race}) => [title(race), costTable(race.results)]),
    [`## fail2ban, over ${small.log.size}`, ban],
    [`## The usual script without an index, over the first lines that grep finds`, plainTable(slow), doublings(slow)],
    [`## The database of ${large.log.size} after VACUUM`, sizeTable(large.race)],
    ["## What the usual script counts", usualTable(runs.map(({judged}) => judged))],
    ["## Long lines: `parse --lines` over files of equal size", hostileTable(hostile)]
  ]
    .flat()
    .join("\n\n");
}

/** A log, what was measured over it, and what the usual script counts of it. */
interface Run {
  readonly log: BenchLog;
  readonly race: Race;
  readonly judged: Judged;
}

function raceOver(log: BenchLog, bench: IngestBench): Run {
  const after = (round: number): void => {
    bench.say(`${log.size}: round ${round} of ${bench.rounds}`);
    checkTruth(database(bench), log.truth);
  };
  warmUp(log);
  const results = race(contenders(log, bench), bench, {rounds: bench.rounds, after});
  bench.say(`${log.size}:\n${costTable(results)}`); // at once: the whole takes a quarter of an hour
  const {size, bytes, truth} = log;
  return {
    log,
    race: {size, bytes, lines: truth.lines, results, database: sizeOf(database(bench), bench.folder)},
    judged: judgeUsual(log, usualDatabase(bench), find(results, names.usual).output)
  };
}

/** Brings a log into the memory of the machine, so that the first who reads it does not pay for the disk. */
function warmUp({path, gzip}: BenchLog): void {
  for (const file of [path, gzip]) execFileSync("cat", [file], {stdio: ["ignore", "ignore", "inherit"]});
}

function fail2banTable({log, race: {results}}: Run, bench: IngestBench): string {
  if (!has("fail2ban-regex")) return "fail2ban-regex is not on this machine: `apt-get install fail2ban` brings it.";
  bench.say("fail2ban-regex");
  const [result] = race([fail2ban(log)], bench, bench) as [Result];
  const says = result.output.match(/^Lines:.*/m)?.[0] ?? "nothing of lines";
  return `${plainTable([find(results, names.ingest), result])}\n\nIt says: ${says}.`;
}

function title({size, bytes, lines}: Race): string {
  return `## A log of ${size}: ${bytes.toLocaleString("en")} bytes, ${lines.toLocaleString("en")} lines`;
}
