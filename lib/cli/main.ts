import {runCommand, type Commands} from "./program.ts";

/** The commands, in the order of the help. Each is loaded when it is asked for: the Pi has nothing of the laptop's. */
export const commands: Commands = {
  start: async () => (await import("./start.ts")).startCommand(),
  demo: async () => (await import("./demo.ts")).demoCommand(),
  ingest: async () => (await import("./ingest.ts")).ingestCommand(),
  parse: async () => (await import("./parse.ts")).parseCommand(),
  report: async () => (await import("./report.ts")).reportCommand(),
  lab: async () => (await import("./lab.ts")).labCommand(),
  status: async () => (await import("./status.ts")).statusCommand(),
  unknown: async () => (await import("./unknown.ts")).unknownCommand(),
  export: async () => (await import("./export.ts")).exportCommand(),
  import: async () => (await import("./import.ts")).importCommand(),
  pull: async () => (await import("./pull.ts")).pullCommand(),
  prune: async () => (await import("./prune.ts")).pruneCommand()
};

/** Runs one command line (without node and script) and returns its exit code; see {@link runCommand}. */
export function main(args: string[]): Promise<number> {
  return runCommand(args, commands);
}

if (process.argv[1] && import.meta.filename === process.argv[1]) process.exitCode = await main(process.argv.slice(2));
