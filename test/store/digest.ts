import {createHash} from "node:crypto";
import type {Store} from "../../lib/store/database.ts";

/**
 * Returns the SHA-256 of what a database says of attempts, as hexadecimal digits: equal for databases that hold the
 * same attempts, in whichever order and from whichever logs they were brought in.
 */
export function contentDigest(store: Store): string {
  const hash = createHash("sha256");
  const rows = store.prepare(
    "SELECT time, host, user, known, address, rhost, port, method, outcome, times FROM attempts ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
  );
  for (const row of rows.raw().iterate()) hash.update(JSON.stringify(row) + "\n");
  return hash.digest("hex");
}
