import {Command} from "commander";
import {count, counted} from "../chart/words.ts";
import {isDemo} from "../demo/log.ts";
import {openSource, type Source} from "../log/source.ts";
import {readLedger} from "../store/about.ts";
import {openStore, type Store} from "../store/database.ts";
import {ingest, type IngestOptions} from "../store/ingest.ts";
import {writeDatabaseOption, year, zone} from "./options.ts";
import {userPath} from "./paths.ts";
import {progress} from "./progress.ts";

/** Returns the command `ingest`. */
export function ingestCommand(): Command {
  return new Command("ingest")
    .description("read what is new in sshd's logs into the database")
    .argument("<log...>", "log files, plain or gzip; - reads standard input")
    .addOption(writeDatabaseOption())
    .option("--year <year>", "year of the first stamp, where stamps have none", year)
    .option("--tz <zone>", "time zone of stamps that have none", zone)
    .option("--host <name>", "name of the host, in place of the one in the log")
    .addHelpText(
      "after",
      "\nExample:\n  npm run knockbook -- ingest /var/log/auth.log.1 /var/log/auth.log --tz Europe/Berlin"
    )
    .action((logs: string[], {db, tz, ...options}: {db: string; tz?: string; year?: number; host?: string}) =>
      ingestLogs(
        db,
        logs.map((log) => (log === "-" ? log : userPath(log))),
        {...options, zone: tz}
      )
    );
}

/** Reads logs into a database one after the other, and prints a line for each and one for the database. */
export async function ingestLogs(db: string, logs: readonly string[], options: IngestOptions): Promise<void> {
  const sources = await Promise.all(logs.map(openSource)); // what is missing is said before anything is written
  const store = openStore(db);
  try {
    for (const source of sources) console.log(await ingestOne(store, source, options));
    console.log(sums(store));
  } finally {
    store.close();
  }
}

async function ingestOne(store: Store, source: Source, options: IngestOptions): Promise<string> {
  const bar = progress(source.name, source.size);
  const demo = isDemo(await source.head(4096));
  try {
    const {lines, zone, zoneSource} = await ingest(store, source, {...options, demo, onRead: bar.update});
    return `${source.name}: ${lines ? counted(lines, "new line") : "nothing new"} (time zone ${zone}, ${zoneSource})`;
  } finally {
    bar.stop();
  }
}

function sums(store: Store): string {
  const rows = store
    .prepare("SELECT outcome, sum(times) AS n FROM attempts GROUP BY outcome ORDER BY n DESC")
    .all() as {outcome: string; n: number}[];
  const outcomes = rows.map(({outcome, n}) => `${count(n)} ${outcome}`).join(", ") || "no attempts";
  const {read, unknown} = readLedger(store);
  const strange = unknown ? `, ${counted(unknown, "line")} of sshd not understood` : "";
  return `${store.name}: ${outcomes}, from ${counted(read, "line")}${strange}`;
}
