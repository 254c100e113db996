import {delimiter, join} from "node:path";
import {Command} from "commander";
import {projectFolder} from "../store/paths.ts";
import {databaseOf, readDatabaseOption} from "./options.ts";
import {userPath} from "./paths.ts";
import {progress} from "./progress.ts";

/** Where reports are written by default. */
export const reportsFolder = join(projectFolder, "reports");

/** Returns the command `report`. */
export function reportCommand(): Command {
  return new Command("report")
    .description("run the notebooks on a database and write them as HTML pages")
    .addOption(readDatabaseOption())
    .option("--out <folder>", "folder of the pages (default: reports)", userPath)
    .option("--geo <files>", `geo databases, separated by ${delimiter} (default: KNOCKBOOK_GEO, or DB-IP Lite)`)
    .addHelpText("after", "\nExample:\n  npm run knockbook -- report --db data/demo.sqlite")
    .action(async ({db, out = reportsFolder, geo}: {db?: string; out?: string; geo?: string}) => {
      const pages = await report(databaseOf({db}), {out, geo: geo?.split(delimiter).map(userPath)});
      console.log(pages.join("\n"));
    });
}

/** Runs the notebooks on a database and returns the paths of the pages, the index first. */
export async function report(
  db: string,
  {out = reportsFolder, geo}: {out?: string; geo?: string[]} = {}
): Promise<string[]> {
  const {makeReports, notebookPaths} = await import("../report/make.ts"); // polars, maxmind and the rest: only when needed
  const bar = progress("notebooks", notebookPaths().length);
  bar.update(0);
  try {
    return await makeReports(db, {out, geo, onRun: bar.update});
  } finally {
    bar.stop();
  }
}
