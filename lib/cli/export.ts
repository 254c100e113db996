import {Command} from "commander";
import {counted} from "../log/count.ts";
import {exportStore} from "../store/export.ts";
import {databaseOf, readDatabaseOption} from "./options.ts";
import {userPath} from "./paths.ts";

/** Returns the command `export`. */
export function exportCommand(): Command {
  return new Command("export")
    .description("write a checked, compact copy of the database, to take it elsewhere; an ingest may run meanwhile")
    .argument("<file>", "file to write")
    .addOption(readDatabaseOption())
    .option("--force", "replace a file that is there already")
    .addHelpText("after", "\nExample:\n  npm run knockbook -- export /media/usb/attempts.sqlite")
    .action(async (out: string, options: {db?: string; force?: boolean}) => {
      const {path, bytes, attempts} = await exportStore(databaseOf(options), userPath(out), options);
      console.log(`${path}: ${counted(attempts, "row")} of attempts, ${(bytes / 1e6).toFixed(1)} MB`);
    });
}
