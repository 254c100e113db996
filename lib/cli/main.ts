import {Command, CommanderError} from "commander";
import {demoCommand} from "./demo.ts";
import {exportCommand} from "./export.ts";
import {ingestCommand} from "./ingest.ts";
import {labCommand} from "./lab.ts";
import {parseCommand} from "./parse.ts";
import {pruneCommand} from "./prune.ts";
import {reportCommand} from "./report.ts";
import {startCommand} from "./start.ts";
import {statusCommand} from "./status.ts";
import {unknownCommand} from "./unknown.ts";

/** Makes the commands, in the order of the help. */
export const commands = [
  startCommand,
  demoCommand,
  ingestCommand,
  parseCommand,
  reportCommand,
  labCommand,
  statusCommand,
  unknownCommand,
  exportCommand,
  pruneCommand
];

/**
 * Runs one command line (without node and script) and returns its exit code: 0 done, 1 the work failed, 2 wrong usage.
 * Errors are printed as one line to standard error; `--debug` adds the stack.
 */
export async function main(args: string[]): Promise<number> {
  const program = new Command("knockbook")
    .description("Who knocks on my SSH port?")
    .option("--debug", "show the stack of an error")
    .exitOverride();
  for (const command of commands) program.addCommand(command().exitOverride());
  try {
    await program.parseAsync(args, {from: "user"});
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(program.opts().debug && error instanceof Error ? error.stack : `knockbook: ${message(error)}`);
    return 1;
  }
}

function message(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replaceAll(/\s*\n\s*/g, "; ");
}

if (process.argv[1] && import.meta.filename === process.argv[1]) process.exitCode = await main(process.argv.slice(2));
