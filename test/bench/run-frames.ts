// npm run bench -- frames [--rows 1,10] [--rounds 3] [--save]
// Compares the load and the tables of attempts with pandas, on made-up attempts, and prints the medians as Markdown.
import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {chartsBench} from "./frames/charts.ts";
import {benchDatabase} from "./frames/database.ts";
import {loadBench, type Part} from "./frames/load.ts";
import {benchPython, packagesOf} from "./frames/python.ts";
import {tablesBench} from "./frames/tables.ts";
import {cacheFolder} from "./logs.ts";
import {load, machine} from "./machine.ts";
import {placesGoal, placesRows} from "./places.ts";
import {goalTable, table} from "./report.ts";

const {values} = parseArgs({
  args: process.argv.slice(3),
  options: {
    rows: {type: "string", default: "1,10"}, // in millions
    rounds: {type: "string", default: "3"},
    save: {type: "boolean", default: false} // writes FRAMES.md
  }
});

const rounds = Number(values.rounds);
const sizes = values.rows.split(",").map(Number);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`invalid rounds; not a positive whole number: ${values.rounds}`);
if (sizes.some((size) => !(size > 0))) throw new Error(`invalid rows; not millions, as 1,10: ${values.rows}`);

const say = (text: string): void => console.error(`bench: ${text}`);
const python = benchPython(cacheFolder);
const folder = join(cacheFolder, "run-frames"); // beside the databases: a temporary folder may lie in memory
rmSync(folder, {recursive: true, force: true}); // of a run that was broken off
mkdirSync(folder, {recursive: true});
try {
  const loadBefore = load();
  const parts: (Part & {title: string})[] = [];
  for (const size of sizes) {
    say(`database of ${size} M attempts`);
    const database = benchDatabase(cacheFolder, Math.round(size * 1e6));
    parts.push({title: `${size} M attempts: load and tally`, ...loadBench(database, {folder, python, rounds, say})});
    const made = await tablesBench(database, {folder, python, rounds, say});
    parts.push({title: `${size} M attempts: tables of the notebooks`, ...made});
  }
  say("addresses located");
  parts.push({title: "Addresses located, each round in a process of its own", ...placesPart()});
  parts.push({title: "Charts drawn to SVG", ...chartsBench({cacheFolder, folder, rounds, say})});
  const text = `${heading({loadBefore, loadAfter: load()})}\n\n${tables(parts)}\n`;
  console.log(text);
  if (values.save) writeFileSync(join(import.meta.dirname, "FRAMES.md"), text);
} finally {
  rmSync(folder, {recursive: true});
}

function tables(parts: readonly (Part & {title: string})[]): string {
  const goals = goalTable(parts.flatMap((part) => part.goals));
  return ["## Goals", goals, ...parts.flatMap(({title, text}) => [`## ${title}`, text])].join("\n\n");
}

function placesPart(): Part {
  const rows = placesRows(rounds);
  const cells = rows.map(({step, wallSeconds, cpuSeconds}) => [step, wallSeconds.toFixed(2), cpuSeconds.toFixed(2)]);
  return {goals: [placesGoal(rows)], text: table(["", "wall s", "CPU s"], cells)};
}

function heading({loadBefore, loadAfter}: {loadBefore: string; loadAfter: string}): string {
  const options = [`--rows ${values.rows}`, `--rounds ${rounds}`].join(" ");
  return `# Bench of frames

Made by \`npm run bench -- frames ${options} --save\` on ${new Date().toISOString().slice(0, 10)}. Whole processes, start and imports included, run side by side (one of each, then one of each again), medians of ${rounds} ${rounds === 1 ? "round" : "rounds"}, the databases in the page cache; memory is the largest resident set of the process. Each loads all attempts and counts them by local day and outcome, by hour of the week, and the twenty most tried names with their distinct addresses. The counts of knockbook and of pandas over the same tables were equal, and those of SQL. The first load writes the cache too. Load of the machine ${loadBefore} before and ${loadAfter} after the run.

${[...machine().filter((line) => /cores|Node|Python/.test(line)), packagesOf(python)].map((line) => `- ${line}`).join("\n")}`;
}
