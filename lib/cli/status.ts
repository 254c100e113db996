import {Command} from "commander";
import {count} from "../chart/words.ts";
import {visible} from "../chart/text.ts";
import {readAbout, type About} from "../store/about.ts";
import {openReader, type Store} from "../store/database.ts";
import {databaseOf, readDatabaseOption} from "./options.ts";

/** Returns the command `status`. */
export function statusCommand(): Command {
  return new Command("status")
    .description("show what the database holds and what was read")
    .addOption(readDatabaseOption())
    .addHelpText("after", "\nExample:\n  npm run knockbook -- status --db data/demo.sqlite")
    .action((options: {db?: string}) => {
      const store = openReader(databaseOf(options));
      try {
        console.log(status(store).join("\n"));
      } finally {
        store.close();
      }
    });
}

function status(store: Store): string[] {
  const about = readAbout(store);
  const {read, deciding, echo, noise, other, unknown} = about.ledger;
  return [
    `database  ${store.name}${about.demo ? " (made-up demo data)" : ""}`,
    `hosts     ${about.hosts.map((host) => visible(host)).join(", ") || "none"} (time zone ${about.zone})`,
    `log       ${spanOf(about)}`,
    ...outcomes(store).map(({outcome, n}) => `${outcome.padEnd(10)}${count(n)}`),
    `lines     ${count(read)} read = ${count(deciding)} deciding + ${count(echo)} echo + ${count(noise)} noise + ${count(other)} other programs' + ${count(unknown)} unknown`,
    ...sources(store).map(({path, position}) => `source    ${visible(path)}, ${count(position)} bytes read`)
  ];
}

function spanOf({span, coverage}: About): string {
  if (!span) return "no line with a time";
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000", "");
  const gaps = coverage.length - 1;
  return `${iso(span.from)} to ${iso(span.to)}, ${gaps === 0 ? "without gaps" : `${count(gaps)} gap${gaps === 1 ? "" : "s"} without any line`}`;
}

function outcomes(store: Store): {outcome: string; n: number}[] {
  const sql = "SELECT outcome, sum(times) AS n FROM attempts GROUP BY outcome ORDER BY n DESC, outcome";
  return store.prepare(sql).all() as {outcome: string; n: number}[];
}

function sources(store: Store): {path: string; position: number}[] {
  return store.prepare("SELECT path, position FROM source ORDER BY path").all() as {path: string; position: number}[];
}
