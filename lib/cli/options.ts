import {delimiter} from "node:path";
import {InvalidArgumentError, Option} from "commander";
import {installation} from "../base/installation.ts";
import {userPath} from "./paths.ts";

/** Returns the option `--db FILE` of a command that writes; by default the database of real attempts. */
export function writeDatabaseOption(): Option {
  return new Option("--db <file>", "database to write")
    .argParser(userPath)
    .default(installation.attemptsPath, installation.attemptsName);
}

/** Returns the option `--db FILE` of a command that reads; by default the one of the installation. */
export function readDatabaseOption(): Option {
  return new Option("--db <file>", `database to read (default: ${installation.defaultName})`).argParser(userPath);
}

/** Returns the database that a command reads, for its parsed `--db`. */
export function databaseOf(options: {db?: string}): string {
  return options.db ?? installation.defaultDatabase();
}

/** Returns the option `--host NAME` of a command that brings a database of another machine. */
export function hostsOption(): Option {
  return new Option("--host <name...>", "name of the host here, in place of its own; of one of several: OLD=NEW");
}

/** Returns the option `--geo FILES`; by default those of KNOCKBOOK_GEO, else the installed DB-IP Lite. */
export function geoOption(): Option {
  return new Option(
    "--geo <files>",
    `geo databases, separated by ${delimiter} (default: KNOCKBOOK_GEO, or DB-IP Lite)`
  ).argParser((text) => text.split(delimiter).map(userPath));
}

/** Returns the year in an argument, for stamps without one; throws for anything but a year from 1970 to 2199. */
export function year(text: string): number {
  if (!/^(19[789]|20\d|21\d)\d$/.test(text)) throw new InvalidArgumentError("not a year, as 2025.");
  return Number(text);
}

/** Returns the IANA time zone in an argument; throws for an unknown one. */
export function zone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", {timeZone: text}).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("not a time zone, as Europe/Berlin or UTC.");
  }
}
