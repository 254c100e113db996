import {Command, InvalidArgumentError} from "commander";
import {destinationOf} from "../pull/destination.ts";
import {pull} from "../pull/pull.ts";
import {newsOf} from "./import.ts";
import {hostsOption, writeDatabaseOption} from "./options.ts";
import {progress} from "./progress.ts";
import {report} from "./report.ts";

interface Options {
  readonly db: string;
  readonly host?: string[];
  readonly report?: true;
}

const help = `
The other machine needs knockbook (npm run pi), and the user there the group knockbook. ssh is the system's own: its keys,
agent and ~/.ssh/config hold.

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
    .addHelpText("after", help)
    .action(async (from: string, options: Options) => {
      console.log((await pulled(from, options)).join("\n"));
      if (options.report) console.log((await report(options.db)).join("\n"));
    });
}

async function pulled(from: string, {db, host}: Options): Promise<string[]> {
  let bar = progress(from, null);
  try {
    const onSize = (bytes: number): void => void (bar = progress(from, bytes));
    const brought = await pull(db, from, {hosts: host, onSize, onBytes: (bytes) => bar.update(bytes)});
    return brought === null ? [`${from}: nothing new`] : newsOf(brought);
  } finally {
    bar.stop();
  }
}

function destination(text: string): string {
  try {
    return destinationOf(text);
  } catch {
    throw new InvalidArgumentError("not as pi@raspberrypi.local.");
  }
}
