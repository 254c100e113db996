import {Command} from "commander";
import {count, counted, daysText} from "../base/words.ts";
import {isDemo} from "../log/event/demo-host.ts";
import {openSource, readAdvice, type Source} from "../log/source/source.ts";
import {findSources, isStream} from "../log/source/find.ts";
import {readLedger} from "../store/status/about.ts";
import {openStore, type Store} from "../store/database.ts";
import {ingest, type IngestOptions, type IngestResult} from "../store/ingest/ingest.ts";
import {datesOfSet, type FileDates} from "../store/ingest/set-dates.ts";
import {ingestBatch, type BatchRead} from "../store/ingest/batch.ts";
import {outcomes} from "../store/schema.ts";
import {readSums} from "../store/day/sums.ts";
import {unknownWarning} from "../store/ingest/unknown-lines.ts";
import {complain, warn} from "./complain.ts";
import {called, examples} from "./examples.ts";
import {findingText} from "./findings.ts";
import {areUnreadable, unreadWarning, withoutSshd} from "./held.ts";
import {misdatedWarnings} from "./misdated.ts";
import {preferLittleMemory} from "./memory.ts";
import {writeDatabaseOption, year, zone} from "./options.ts";
import {userPath} from "./paths.ts";
import {progress} from "./progress.ts";

const help = `
Sources, any number of any kind; a file that is named twice is read once:
  FILE            a log, plain or packed by gzip, xz, zstd or bzip2, also in UTF-16 (told by its content)
  FOLDER          the auth.log* and secure* in it, oldest first
  'PATTERN'       all files that match; the quotes keep the shell from it
  -               standard input
  journal         systemd's journal of this machine, from where the last run ended, and what others sent (remote/)
  journal:PATH    journal files in a folder and below, of any machine; one of them; or journalctl's -o json
${examples(
  "ingest /var/log",
  "ingest /var/log/auth.log.1 /var/log/auth.log --tz Europe/Berlin",
  "ingest '/srv/logs/*/auth.log*'",
  "ingest journal"
)}
  ssh pi journalctl -o json -t sshd -t sshd-session | ${called("ingest -")}`;

/** Returns the command `ingest`. */
export function ingestCommand(): Command {
  return new Command("ingest")
    .description("read what is new in sshd's logs into the database")
    .argument("<log...>", "log files, folders, patterns, journal; - reads standard input")
    .addOption(writeDatabaseOption())
    .option("--year <year>", "year of the first stamp, where stamps have none (default: told by their order)", year)
    .option("--tz <zone>", "time zone of stamps that have none", zone)
    .option("--host <name>", "name of the host, in place of the one in the log; it is never taken for another")
    .addHelpText("after", help)
    .action((sources: string[], {db, tz, ...options}: Options) => {
      preferLittleMemory();
      return ingestLogs(db, sources, {...options, zone: tz});
    });
}

interface Options {
  readonly db: string;
  readonly tz?: string;
  readonly year?: number;
  readonly host?: string;
}

/**
 * Reads sources into a database one after the other, and prints a line for each and one for the database. A source that
 * cannot be read, or not to its end, gives an error line and the exit code 1; the others are read all the same. So does
 * a name whose logs have never given a line that could be read. Throws when no source can be read.
 */
export async function ingestLogs(db: string, names: readonly string[], options: IngestOptions): Promise<void> {
  const {sets, named, errors} = await openAll(names); // what is missing is said before anything is written
  if (sets.length === 0) throw errors.at(-1)!;
  const store = openStore(db, {onMigrate: (from) => console.log(migrated(db, from))});
  const read = new Map<string, IngestResult>();
  try {
    const logs = (await Promise.all(sets.map((set) => datedLogs(store, set, options)))).flat();
    const changed = await ingestBatch(store, logs, ({source, dates}) =>
      ingestOne(store, source, {...options, dates, read})
    );
    if (changed) console.log(sums(store));
    if (named.some((logs) => areUnreadable(logs, read))) process.exitCode = 1;
  } finally {
    store.close();
  }
}

/** Returns the logs of a rotated set, with what the set tells of their years. */
async function datedLogs(
  store: Store,
  set: readonly Source[],
  options: IngestOptions
): Promise<{source: Source; dates: FileDates | undefined}[]> {
  const dates = await datesOfSet(store, set, options);
  return set.map((source) => ({source, dates: dates.get(source)}));
}

/**
 * Returns the rotated sets that can be read, and prints what is wrong with other sources. If none can be read, the last
 * error is not printed: the caller throws it.
 */
async function openAll(names: readonly string[]): Promise<Opened> {
  const found = await findSources(names.map(userSource));
  const opened = await Promise.all(found.sets.map((set) => Promise.all(set.map(tryToOpen))));
  const sets = opened
    .map((set) => set.flatMap((one) => (one instanceof Error ? [] : [one])))
    .filter(({length}) => length > 0);
  const errors = [...found.bad.map(({error}) => error), ...opened.flat().filter((one) => one instanceof Error)];
  for (const {message} of sets.length > 0 ? errors : errors.slice(0, -1)) complain(message);
  return {sets, named: found.named, errors};
}

interface Opened {
  readonly sets: readonly (readonly Source[])[];
  /** The names of the sources, by the names that were given for them. */
  readonly named: readonly (readonly string[])[];
  readonly errors: readonly Error[];
}

/** Returns a source as the user meant it: paths are relative to the user's folder. */
function userSource(name: string): string {
  if (!isStream(name)) return userPath(name);
  return name.startsWith("journal:") ? `journal:${userPath(name.slice("journal:".length))}` : name;
}

async function tryToOpen(name: string): Promise<Source | Error> {
  try {
    return await openSource(name);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Reads one source, prints a line for it, notes what it brought under its name in `read`, and returns that. */
async function ingestOne(
  store: Store,
  source: Source,
  {read, ...options}: IngestOptions & {read: Map<string, IngestResult>}
): Promise<BatchRead> {
  const bar = progress(source.name, source.size);
  try {
    const demo = isDemo(await source.head(4096));
    const result = await ingest(store, source, {...options, demo, onRead: bar.update});
    const {lines, zone, zoneSource} = result;
    read.set(source.name, result);
    const doubts = result.doubtfulMonths.map((doubt) => `${source.name}: the month ${doubt}`);
    const warnings = [unknownWarning(result), unreadWarning(result), ...misdatedWarnings(result), ...doubts];
    for (const warning of warnings) if (warning) warn(warning);
    const news = lines ? counted(lines, "new line") : "nothing new";
    // a journal's stamps have a zone
    const zoned = source.medium() === "journal" ? "" : ` (time zone ${zone}, ${zoneSource}${yearsIn(result)})`;
    console.log(`${source.name}: ${news}${zoned}${withoutSshd(result)}`);
    for (const finding of result.findings) console.log(findingText(finding));
    return result;
  } catch (error) {
    if (!isFileError(error)) throw error;
    complain(readAdvice(source.name, error)); // it was there before: a rotation takes files away
    return {lines: 0, changed: false};
  } finally {
    bar.stop();
    const problem = source.problem();
    if (problem) complain(problem);
  }
}

/** Returns the span of the stamps that were read and have no year, in words, and where their years come from. */
function yearsIn({span, yearSource}: IngestResult): string {
  if (!span) return "";
  return `; ${daysText(span.from, span.to)}, ${yearSource === "newest possible" ? "newest possible years" : `years ${yearSource}`}`;
}

/** Whether an error comes from a file that is gone or may not be read, as a log that was renamed meanwhile. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EACCES");
}

function migrated(db: string, from: number): string {
  return `${db}: brought up to date from schema ${from}; what was read before stays as it was`;
}

function sums(store: Store): string {
  const sums = readSums(store).toSorted((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
  const attempts = sums.map(({outcome, attempts}) => `${count(attempts)} ${outcome}`).join(", ");
  const {read, unread, unknown} = readLedger(store);
  const strange = unknown ? `, ${counted(unknown, "line")} of sshd not understood` : "";
  const missed = unread ? `, ${counted(unread, "line")} of sshd not read` : "";
  return `${store.name}: ${attempts || "no attempts"}, from ${counted(read, "line")}${strange}${missed}`;
}
