import {Command, InvalidArgumentError} from "commander";
import {counted} from "../base/words.ts";
import {openExisting, reading} from "../store/database.ts";
import {floorOf, prune, pruneable, type Pruned} from "../store/day/prune.ts";
import {examples} from "./examples.ts";
import {writeDatabaseOption} from "./options.ts";

interface Options {
  readonly db: string;
  readonly keep: number;
  readonly dryRun?: true;
}

/** Returns the command `prune`. */
export function pruneCommand(): Command {
  return new Command("prune")
    .description("remove what is older than a span; old logs read again do not bring it back")
    .requiredOption("--keep <span>", "how far back to keep: days, weeks, months or years, as 90d, 6w, 18m, 2y", floor)
    .option("--dry-run", "say what would be removed, and remove nothing")
    .addOption(writeDatabaseOption())
    .addHelpText("after", examples("prune --keep 2y"))
    .action(({db, keep, dryRun}: Options) => {
      if (dryRun)
        return console.log(
          said(
            reading(db, (store) => pruneable(store, keep)),
            "would remove"
          )
        );
      const store = openExisting(db);
      try {
        console.log(said(prune(store, keep), "removed"));
      } finally {
        store.close();
      }
    });
}

function said(
  {floor, days, rows, attempts, bytes = 0}: Omit<Pruned, "bytes"> & {bytes?: number},
  verb: string
): string {
  const [first] = new Date(floor * 1000).toISOString().split("T");
  const smaller = bytes > 0 ? `; the file is ${(bytes / 1e6).toFixed(1)} MB smaller` : "";
  return `${verb} ${counted(attempts, "attempt")} (${counted(rows, "row")}, ${counted(days, "day")} of log) from before ${first}${smaller}`;
}

function floor(text: string): number {
  try {
    return floorOf(text, Date.now() / 1000);
  } catch {
    throw new InvalidArgumentError("not a span, as 90d, 6w, 18m or 2y.");
  }
}
