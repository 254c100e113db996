import {complain} from "./complain.ts";
import {runCommand, type Commands} from "./program.ts";

// The entry of the Pi's package, which `npm run pi` bundles into one file: the commands that need log and store only.
const commands: Commands = {
  ingest: async () => (await import("./ingest.ts")).ingestCommand(),
  status: async () => (await import("./status.ts")).statusCommand(),
  unknown: async () => (await import("./unknown.ts")).unknownCommand(),
  export: async () => (await import("./export.ts")).exportCommand(),
  prune: async () => (await import("./prune.ts")).pruneCommand()
};

if (Number(process.versions.node.split(".")[0]) >= 24) void run();
else complain(`this Node is too old: ${process.versions.node}; 24 or newer is needed`);

async function run(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2), commands);
}
