// Runs the part on the tables alone and puts it into FRAMES.md, in place of what it said of them: tables-run.ts 1,10 3
import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {cacheFolder} from "../logs.ts";
import {load} from "../machine.ts";
import {goalTable} from "../report.ts";
import {benchDatabase} from "./database.ts";
import {benchPython} from "./python.ts";
import type {Part} from "./load.ts";
import {tablesBench} from "./tables.ts";

const [sizes = "1,10", roundsText = "3"] = process.argv.slice(2);
const rounds = Number(roundsText);
const report = join(import.meta.dirname, "..", "FRAMES.md");
const folder = join(cacheFolder, "run-tables");
const bench = {
  folder,
  python: benchPython(cacheFolder),
  rounds,
  say: (text: string) => console.error(`bench: ${text}`)
};
mkdirSync(folder, {recursive: true});
try {
  for (const size of sizes.split(",").map(Number)) {
    const loadBefore = load();
    const part = await tablesBench(benchDatabase(cacheFolder, Math.round(size * 1e6)), bench);
    const measured = `Made alone by \`tables-run.ts ${size} ${rounds}\` on ${new Date().toISOString().slice(0, 10)}, medians of ${rounds} ${rounds === 1 ? "round" : "rounds"}; load of the machine ${loadBefore} before and ${load()} after.`;
    const text = `${measured}\n\n${part.text}`;
    console.log(text, part.goals);
    const title = `${size} M attempts: tables of the notebooks`;
    writeFileSync(report, replaced(readFileSync(report, "utf8"), {title, text, goals: part.goals}));
  }
} finally {
  rmSync(folder, {recursive: true});
}

/** Returns the report with this section, and its goals, in place of those of an earlier run. */
function replaced(report: string, {title, text, goals}: Part & {title: string}): string {
  const [head = "", goalPart = "", ...sections] = report.trimEnd().split("\n\n## ");
  const kept = sections.filter((section) => !section.startsWith(`${title}\n`));
  const fresh = goalTable(goals).split("\n").slice(2);
  const isOld = (line: string): boolean => goals.length > 0 && /: (slowest table|tables of the notebooks)/.test(line);
  const lines = [...goalPart.split("\n").filter((line) => !isOld(line)), ...fresh];
  return `${[head, lines.join("\n"), ...kept, `${title}\n\n${text}`].join("\n\n## ")}\n`;
}
