import {Command, CommanderError} from "commander";
import {harmless} from "../base/visible.ts";
import {warn} from "./complain.ts";

/** Functions that make commands, by their names, in the order of the help. Each command is loaded when it is called. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/**
 * Runs one command line (without node and script) of a set of commands and returns its exit code: 0 done, 1 the work
 * failed, 2 wrong usage. Errors are printed as one line to standard error; `--debug` adds the stack.
 */
export async function runCommand(args: string[], commands: Commands): Promise<number> {
  const program = new Command("knockbook")
    .description("Who knocks on my SSH port?")
    .option("--debug", "show the stack of an error")
    .exitOverride();
  try {
    for (const name of needed(args, commands)) program.addCommand((await commands[name]!()).exitOverride());
    await program.parseAsync(args, {from: "user"});
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (program.opts().debug && error instanceof Error) console.error(harmless(error.stack!));
    else warn(message(error));
    return 1;
  }
}

/**
 * Returns the name of the command that is called, or all names: the help lists them, and a wrong name is compared with
 * them.
 */
function needed(args: readonly string[], commands: Commands): readonly string[] {
  const name = args.find((arg) => !arg.startsWith("-"));
  return name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
}

function message(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replaceAll(/\s*\n\s*/g, "; ");
}
