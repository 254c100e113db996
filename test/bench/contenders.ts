import {rmSync} from "node:fs";
import {join} from "node:path";
import type {BenchLog} from "./logs.ts";

/** One of the programs that are compared: what is to be done before each run, and its command. */
export interface Contender {
  readonly name: string;
  readonly prepare?: () => void;
  readonly command: readonly string[];
}

/** Where things lie during a run. */
export interface Bench {
  /** The command of knockbook that is measured. */
  readonly bin: string;
  /** A folder on a disk, not in memory: there `write_bytes` would stay 0. */
  readonly folder: string;
}

/** Files that knockbook and the indexed script leave behind after each round. */
export const database = ({folder}: Bench): string => join(folder, "knockbook.sqlite");
export const usualDatabase = ({folder}: Bench): string => join(folder, "usual.sqlite");

const failed = "Failed|Failure";
const year = "2025"; // of the demo logs: their stamps have none
const usual = join(import.meta.dirname, "usual.py");

/**
 * Returns the programs that read a whole log, in the order of a round: the second ingest finds the first one's
 * database.
 */
export function contenders(log: BenchLog, bench: Bench): Contender[] {
  const db = database(bench);
  const script = `LC_ALL=C grep -E "${failed}" "$1" | python3 "$2" "$3" ${year} --index`;
  return [
    {
      name: names.ingest,
      prepare: remove(db),
      command: knockbook(bench, "ingest", log.path, "--db", db, "--year", year)
    },
    {name: names.again, command: knockbook(bench, "ingest", log.path, "--db", db, "--year", year)},
    ...(log.bytes < 5e8 ? [zippedIngest(log, bench)] : []),
    {
      name: names.usual,
      prepare: remove(usualDatabase(bench)),
      command: ["sh", "-c", script, "sh", log.path, usual, usualDatabase(bench)]
    },
    {name: names.grep, command: ["env", "LC_ALL=C", "grep", "-cE", failed, log.path]},
    {name: names.ripgrep, command: ["rg", "-c", failed, log.path]},
    {name: names.zcat, command: ["sh", "-c", 'zcat "$1" > /dev/null', "sh", log.gzip]}
  ];
}

export const names = {
  ingest: "knockbook ingest",
  again: "knockbook ingest, nothing new",
  gzip: "knockbook ingest of the .gz",
  usual: "usual script, with an index",
  grep: "grep -cE",
  ripgrep: "rg -c",
  zcat: "zcat of the .gz",
  fail2ban: "fail2ban-regex, filter sshd"
} as const;

function zippedIngest({gzip}: BenchLog, bench: Bench): Contender {
  const db = join(bench.folder, "gzip.sqlite");
  const command = knockbook(bench, "ingest", gzip, "--db", db, "--year", year);
  return {name: names.gzip, prepare: remove(db), command};
}

/** Returns Debian's fail2ban-regex; its test mode prints each line that it misses unless told not to. */
export function fail2ban(log: BenchLog): Contender {
  return {
    name: names.fail2ban,
    command: ["fail2ban-regex", "--print-no-missed", "--print-no-ignored", log.path, "sshd"]
  };
}

/** Returns the usual script without an index, over the first lines of what grep finds: as many as the log has. */
export function growth(log: BenchLog, bench: Bench, most: number): Contender[] {
  const db = join(bench.folder, "growth.sqlite");
  const script = `LC_ALL=C grep -m "$4" -E "${failed}" "$1" | python3 "$2" "$3" ${year}`;
  return growthLines
    .filter((lines) => lines <= most)
    .map((lines) => ({
      name: `usual script, no index, ${lines.toLocaleString("en")} lines`,
      prepare: remove(db),
      command: ["sh", "-c", script, "sh", log.path, usual, db, String(lines)]
    }));
}

const growthLines = [10_000, 20_000, 40_000];

function knockbook({bin}: Bench, ...args: string[]): string[] {
  return [process.execPath, bin, ...args];
}

function remove(path: string): () => void {
  return () => ["", "-journal", "-wal", "-shm"].forEach((ending) => rmSync(`${path}${ending}`, {force: true}));
}
