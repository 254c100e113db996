import {Command} from "commander";
import {count, counted} from "../base/words.ts";
import {visible} from "../base/visible.ts";
import type {ImportCounts} from "../store/exchange/import-counts.ts";
import {importStore} from "../store/exchange/import.ts";
import {examples} from "./examples.ts";
import {findingText} from "./findings.ts";
import {hostsOption, writeDatabaseOption} from "./options.ts";
import {userPath} from "./paths.ts";

const help = examples("import /media/usb/attempts.sqlite", "import raspberrypi.sqlite --host garden");

/** Returns the command `import`. */
export function importCommand(): Command {
  return new Command("import")
    .description("merge a database of another machine into the one here; what is known already counts once")
    .argument("<file>", "database that knockbook made")
    .addOption(writeDatabaseOption())
    .addOption(hostsOption())
    .addHelpText("after", help)
    .action((file: string, {db, host}: {db: string; host?: string[]}) => {
      const {hosts, findings} = importStore(db, userPath(file), {hosts: host});
      for (const line of [...newsOf(hosts), ...findings.map(findingText)]) console.log(line);
    });
}

/** Returns a line for each host of an import, which says how many lines and attempts are new. */
export function newsOf(brought: readonly ImportCounts[]): string[] {
  if (brought.length === 0) return ["nothing new: no log was read there"];
  return brought.map(({host, lines, attempts}) => {
    const sums = attempts.map(({outcome, attempts}) => `${count(attempts)} ${outcome}`);
    const news = lines === 0 ? "nothing new" : [counted(lines, "new line"), ...sums].join(", ");
    return `${visible(host ?? "a host without a name")}: ${news}`;
  });
}
