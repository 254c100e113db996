import {Command, InvalidArgumentError} from "commander";
import {visible} from "../base/visible.ts";
import {destinationOf} from "../pull/destination.ts";
import {pull, type Pulled} from "../pull/pull.ts";
import {findingText} from "./findings.ts";
import {newsOf} from "./import.ts";
import {hostsOption, writeDatabaseOption} from "./options.ts";
import {userPath} from "./paths.ts";
import {progress} from "./progress.ts";
import {report, written} from "./report.ts";

interface Options {
  readonly db: string;
  readonly host?: string[];
  readonly report?: true;
  readonly out?: string;
}

const help = `
The other machine needs knockbook (npm run pi), and the user there the group knockbook. ssh is the system's own: its keys,
agent and ~/.ssh/config hold. The first time all lines come, later only the days that have changed; a copy that breaks off
waits beside the database here, for a week, and the next pull goes on with it.

Examples:
  npm run pull -- pi@raspberrypi.local
  npm run pull -- pi@192.0.2.7 --host garden --report`;

/** Returns the command `pull`. */
export function pullCommand(): Command {
  return new Command("pull")
    .description("bring what is new in the database of another machine, over ssh")
    .argument("<user@host>", "where to, as ssh takes it", destination)
    .addOption(writeDatabaseOption())
    .addOption(hostsOption())
    .option("--report", "then make the report")
    .option("--out <folder>", "with --report: folder of the pages (default: reports)", userPath)
    .addHelpText("after", help)
    .action(async (from: string, {db, host, report: isWanted, out}: Options) => {
      console.log((await pulled(from, {db, host})).join("\n"));
      if (!isWanted) return;
      console.log("running the notebooks …");
      console.log(written(await report(db, out === undefined ? {} : {out})).join("\n"));
    });
}

async function pulled(from: string, {db, host}: Pick<Options, "db" | "host">): Promise<string[]> {
  let bar = progress(from, null);
  try {
    const onSize = (bytes: number): void => void (bar = progress(from, bytes));
    const brought = await pull(db, from, {hosts: host, onSize, onBytes: (bytes) => bar.update(bytes)});
    return brought === null ? [`${from}: nothing new`] : said(from, brought);
  } finally {
    bar.stop();
  }
}

function said(from: string, {hosts, whole, otherwise, findings}: Pulled): string[] {
  return [
    ...newsOf(hosts),
    ...findings.map(findingText),
    ...(whole === null ? [] : [`${from}: the whole database came, as ${whole}`]),
    ...otherwise.map(
      (host) => `${visible(host)}: ${from} counts otherwise; bring knockbook there and here to the same version`
    )
  ];
}

function destination(text: string): string {
  try {
    return destinationOf(text);
  } catch {
    throw new InvalidArgumentError("not as pi@raspberrypi.local.");
  }
}
