import {readFileSync} from "node:fs";
import {Command} from "commander";
import {counted} from "../base/words.ts";
import {exportStore} from "../store/exchange/export.ts";
import {exportNews} from "../store/exchange/news.ts";
import {parseSeenDays} from "../store/exchange/day-digests.ts";
import {examples} from "./examples.ts";
import {databaseOf, readDatabaseOption} from "./options.ts";
import {userPath} from "./paths.ts";

interface Options {
  readonly db?: string;
  readonly force?: boolean;
  readonly seen?: string;
}

/** Returns the command `export`. */
export function exportCommand(): Command {
  return new Command("export")
    .description("write a checked, compact copy of the database, to take it elsewhere; an ingest may run meanwhile")
    .argument("<file>", "file to write")
    .addOption(readDatabaseOption())
    .option("--force", "replace a file that is there already")
    .option("--seen <file>", "write only what is not seen, for pull, which makes such a file", userPath)
    .addHelpText("after", examples("export /media/usb/attempts.sqlite"))
    .action(async (out: string, options: Options) => console.log(await exported(userPath(out), options)));
}

async function exported(out: string, {seen, ...options}: Options): Promise<string> {
  const db = databaseOf(options);
  if (seen !== undefined)
    return `${out}: ${megabytes(await exportNews(db, out, {seen: parseSeenDays(textOf(seen)), ...options}))}`;
  const {path, bytes, attempts} = await exportStore(db, out, options);
  return `${path}: ${counted(attempts, "row")} of attempts, ${megabytes(bytes)}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`${file} cannot be read; only pull makes such a file`, {cause});
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
