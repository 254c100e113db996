import {rmSync} from "node:fs";
import {Command} from "commander";
import {demoPath, installation} from "../base/installation.ts";
import {demoLogPath, writeDemo} from "./demo.ts";
import {ingestLogs} from "./ingest.ts";
import {geoOption, year, zone} from "./options.ts";
import {report, written} from "./report.ts";

interface StartOptions {
  readonly year?: number;
  readonly tz?: string;
  readonly host?: string;
  readonly geo?: string[];
}

/** Returns the command `start`: the whole way from a log to the reports. */
export function startCommand(): Command {
  return new Command("start")
    .description("read logs, or the made-up demo log when none is named, and write the reports")
    .argument("[log...]", "log files, folders, patterns, journal; - reads standard input")
    .option("--year <year>", "year of the first stamp, where stamps have none", year)
    .option("--tz <zone>", "time zone of stamps that have none", zone)
    .option("--host <name>", "name of the host, in place of the one in the log")
    .addOption(geoOption())
    .addHelpText("after", "\nExamples:\n  npm start\n  npm start -- /var/log\n  npm start -- journal")
    .action(async (logs: string[], {geo, ...options}: StartOptions) => {
      const db = logs.length > 0 ? await readLogs(logs, options) : await readDemo();
      console.log("running the notebooks …");
      console.log(written(await report(db, {geo})).join("\n"));
      console.log("Explore further in JupyterLab: npm run lab");
      if (logs.length === 0) console.log("Read your own log: npm start -- /var/log, or: npm start -- journal");
    });
}

async function readLogs(logs: readonly string[], {tz, ...options}: StartOptions): Promise<string> {
  await ingestLogs(installation.attemptsPath, logs, {...options, zone: tz});
  return installation.attemptsPath;
}

async function readDemo(): Promise<string> {
  const {kept} = await writeDemo(demoLogPath);
  if (!kept) for (const part of ["", "-journal"]) rmSync(demoPath + part, {force: true}); // of another demo log
  await ingestLogs(demoPath, [demoLogPath], {year: 2025, zone: "UTC"});
  return demoPath;
}
