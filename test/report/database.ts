import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";

/** A line of sshd: when, on which host, as whom, from where, and how it ended. */
export interface Try {
  /** ISO 8601, UTC, without a zone. */
  readonly time: string;
  readonly host?: string;
  readonly user: string;
  readonly address: string;
  readonly outcome?: "Failed" | "Accepted";
  /** Whether sshd says that the account does not exist. */
  readonly invalid?: boolean;
}

/**
 * Writes a database of such lines into a folder, each of a connection of its own, and returns its path. Another program
 * writes every hour from the first day to the last, so that the log has no gap.
 */
export async function databaseOf(folder: string, tries: readonly Try[], zone = "UTC"): Promise<string> {
  const [log, db] = [join(folder, "tries.log"), join(folder, "tries.sqlite")];
  const lines = tries.map(({time, host = "maples", user, address, outcome = "Failed", invalid = false}, i) => {
    const whom = `${invalid ? "invalid user " : ""}${user}`;
    return `${time}+00:00 ${host} sshd[${i + 10}]: ${outcome} password for ${whom} from ${address} port ${20_000 + i} ssh2\n`;
  });
  writeFileSync(log, [...lines, ...heartbeat(tries)].toSorted().join(""));
  const store = openStore(db);
  await ingest(store, await openSource(log), {zone});
  store.close();
  return db;
}

function heartbeat(tries: readonly Try[]): string[] {
  const days = tries.map(({time}) => Date.parse(time.slice(0, 10)) / 3_600_000);
  const [first, last] = [Math.min(...days), Math.max(...days) + 24];
  return Array.from({length: last - first}, (_, i) => {
    const time = new Date((first + i) * 3_600_000).toISOString().slice(0, 19);
    return `${time}+00:00 maples CRON[1]: (root) CMD (true)\n`;
  });
}

/** A row of the view `attempts`, as far as tests compare it. */
export interface Row {
  readonly time: string;
  readonly host: string;
  readonly user: string;
  readonly known: number | null;
  readonly address: string;
  readonly outcome: string;
}
