import {find, isReached, type Goal, type Race} from "./goals.ts";
import {names} from "./contenders.ts";
import type {HostileResult} from "./hostile.ts";
import type {Result} from "./rounds.ts";
import type {Judged} from "./usual.ts";

/** Returns a Markdown table; numbers stand right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Returns the costs of all that read one log, each beside the first ingest. */
export function costTable(results: readonly Result[]): string {
  const ingest = find(results, names.ingest);
  const head = ["", "wall s", "fastest–slowest", "CPU s", "memory MB", "written MB", "wall, × ingest", "CPU, × ingest"];
  return table(
    head,
    results.map((result) => [
      ...costCells(result),
      (result.wallSeconds / ingest.wallSeconds).toFixed(2),
      (result.cpuSeconds / ingest.cpuSeconds).toFixed(2)
    ])
  );
}

/** Returns the costs of results that stand for themselves. */
export function plainTable(results: readonly Result[]): string {
  return table(["", "wall s", "fastest–slowest", "CPU s", "memory MB", "written MB"], results.map(costCells));
}

function costCells({
  name,
  wallSeconds,
  fastestSeconds,
  slowestSeconds,
  cpuSeconds,
  rssBytes,
  writtenBytes
}: Result): string[] {
  const span = `${seconds(fastestSeconds)}–${seconds(slowestSeconds)}`;
  return [name, seconds(wallSeconds), span, seconds(cpuSeconds), mega(rssBytes), mega(writtenBytes)];
}

/** Returns a sentence on how the CPU time of each result is to that of the one before. */
export function doublings(results: readonly Result[]): string {
  const ratios = results.slice(1).map(({cpuSeconds}, index) => (cpuSeconds / results[index]!.cpuSeconds).toFixed(1));
  return ratios.length > 0 ? `Each time twice the lines: ${ratios.join(" and ")} times the CPU seconds.` : "";
}

/** Returns what the tables of the largest database take. */
export function sizeTable({database: {tables, rows, fileBytes}, bytes}: Race): string {
  const cells = (name: string, size: number): string[] => [
    name,
    mega(size),
    (size / rows).toFixed(2),
    `${((100 * size) / bytes).toFixed(2)} %`
  ];
  return table(
    ["table, with its indexes", "MB", "bytes a row of attempts", "of the log"],
    [
      ...tables.filter((one) => one.bytes >= 0.0005 * fileBytes).map((one) => cells(one.name, one.bytes)),
      cells("file as ingest left it", fileBytes)
    ]
  );
}

/** Returns what a line of 64 KiB costs against one of 16 KiB, a row a shape. */
export function hostileTable(results: readonly HostileResult[]): string {
  return table(
    ["repeated text", "64 KiB lines, CPU s", "16 KiB lines, CPU s", "cost a line, ×"],
    results.map(({name, longSeconds, shortSeconds, ratio}) => [
      name,
      seconds(longSeconds),
      seconds(shortSeconds),
      ratio.toFixed(1)
    ])
  );
}

/** Returns each goal with its figure and whether it is reached. */
export function goalTable(goals: readonly Goal[]): string {
  return table(
    ["figure", "measured", "goal", ""],
    goals.map((goal) => {
      const {name, value, unit, least, most} = goal;
      const bound = least === undefined ? `≤ ${most}` : `≥ ${least}`;
      return [
        name,
        `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ${unit}`,
        `${bound} ${unit}`,
        isReached(goal) ? "reached" : "**missed**"
      ];
    })
  );
}

/** Returns what the usual script counts and what it does not. */
export function usualTable(judged: readonly Judged[]): string {
  const row = (name: string, of: (one: Judged) => number): string[] => [
    name,
    ...judged.map((one) => of(one).toLocaleString("en"))
  ];
  return table(
    ["", ...judged.map(({size}) => size)],
    [
      row("failed attempts that happened (knockbook counts them all)", ({failed}) => failed),
      row("− folded into `message repeated N times`: the script counts one for N", ({folded}) => folded),
      row("− equal lines of one second, taken for lines seen before", ({seen}) => seen),
      row("− not explained", ({unexplained}) => unexplained),
      row("= rows of the usual script", ({rows}) => rows),
      row("lines that none of its four expressions matches", ({noMatch}) => noMatch),
      row("attempts that were given up before a judgement: it sees none", ({abandoned}) => abandoned),
      row("connections that named nobody: it sees none", ({probes}) => probes),
      row(
        "lines of PAM that say `authentication failure` once more: `grep -i` would add them",
        ({pamLines}) => pamLines
      )
    ]
  );
}

function seconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}

function mega(bytes: number): string {
  return bytes < 1e8 ? (bytes / 1e6).toFixed(1) : (bytes / 1e6).toFixed(0);
}
