import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {TestContext} from "node:test";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {ingest, type IngestOptions, type IngestResult} from "../../lib/store/ingest/ingest.ts";

/** Returns a folder that is removed when the test ends. */
export function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "knockbook-"));
  t.after(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

/** Returns an empty database in memory or at a path, closed when the test ends. */
export function emptyStore(t: TestContext, path = ":memory:"): Store {
  const store = openStore(path);
  t.after(() => store.close());
  return store;
}

/** Writes a log and reads it into a database. */
export async function ingestText(
  store: Store,
  path: string,
  text: string,
  options: IngestOptions = {}
): Promise<IngestResult> {
  writeFileSync(path, text);
  return ingest(store, await openSource(path), {year: 2025, zone: "UTC", ...options});
}

/** Returns the rows of the view, without the connection. */
export function rows(store: Store): unknown[] {
  return store
    .prepare("SELECT time, host, user, known, address, port, method, outcome, times FROM attempts ORDER BY 1, 3, 6, 8")
    .all();
}

/** One refused password on a known name, as OpenSSH 9 writes it. */
export const refused = `Mar  1 10:00:00 pi sshd[41]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
Mar  1 10:00:02 pi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2
Mar  1 10:00:03 pi sshd[41]: Connection closed by authenticating user root 192.0.2.7 port 40122 [preauth]
`;

/** An unknown name that leaves without a credential, an hour of nothing, and a line of another program. */
export const abandoned = `Mar  1 10:05:00 pi sshd[42]: Invalid user admin from 198.51.100.9 port 50001
Mar  1 10:05:01 pi sshd[42]: Connection closed by invalid user admin 198.51.100.9 port 50001 [preauth]
Mar  1 11:05:01 pi CRON[77]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)
`;
