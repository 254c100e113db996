import {join} from "node:path";
import {Command, InvalidArgumentError} from "commander";
import type {Progress} from "../report/chapters.ts";
import type {ReportOptions} from "../report/make.ts";
import {projectFolder} from "../base/project.ts";
import {examples} from "./examples.ts";
import {databaseOf, geoOption, readDatabaseOption} from "./options.ts";
import {userPath} from "./paths.ts";

/** Where reports are written by default, and where those for publishing are. */
const reportsFolder = join(projectFolder, "reports");
const publicFolder = join(reportsFolder, "public");

type Options = Partial<Omit<ReportOptions, "hosts">> & {readonly db?: string; readonly host?: readonly string[]};

/** Returns the command `report`. */
export function reportCommand(): Command {
  return new Command("report")
    .description("run the notebooks on a database and write them as HTML pages")
    .addOption(readDatabaseOption())
    .option("--out <folder>", "folder of the pages (default: reports, with --public reports/public)", userPath)
    .addOption(geoOption())
    .option("--since <day>", "first day, as 2025-06-01, or a length up to the last one, as 30d, 6w, 3m, 1y")
    .option("--until <day>", "last day, as 2025-06-30 (default: the last one of the log)")
    .option("--host <name...>", "only these hosts (default: all)")
    .option("--compare", "compare the period with the one before it")
    .option("--csv <folder>", "write each table, and the rows of each chart, as CSV too", userPath)
    .option("--pdf", "print the joined page as a PDF too; needs chromium")
    .option("--public", "hide addresses, rare names, and everything of one's own, for publishing")
    .option("--k <number>", "with --public: names tried less often are hidden (default: 10)", positive)
    .addHelpText("after", help)
    .action(async ({db, host, ...options}: Options) => {
      const files = await report(databaseOf({db}), {...options, ...(host && {hosts: host})});
      console.log(files.join("\n"));
    });
}

const help = examples("report --since 30d --compare", "report --public --pdf");

/** Runs the notebooks on a database and returns the paths of what it wrote, the joined page first. */
export async function report(db: string, options: Partial<ReportOptions> = {}): Promise<string[]> {
  const {makeReports} = await import("../report/make.ts"); // polars, maxmind and the rest: only when needed
  return makeReports(db, {out: options.public ? publicFolder : reportsFolder, ...options, onRun: say});
}

/** Returns the lines that say which pages a report has, the joined one first, and what to do with it. */
export function written([index, ...pages]: readonly string[]): string[] {
  return ["", "The reports are written:", ...pages.map((page) => `  ${page}`), "", `Open ${index} in a browser.`];
}

function say({name, seconds, done, of}: Progress): void {
  console.error(`  ${name}: ${seconds.toFixed(1)} s (${done} of ${of})`);
}

function positive(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("not a number from 1 on.");
}
