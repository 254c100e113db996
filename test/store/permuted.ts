import {openStore, type Store} from "../../lib/store/database.ts";

/** The columns that hold ids of a table. */
const references: Readonly<Record<string, readonly (readonly [table: string, column: string])[]>> = {
  user: [["attempt", "user"]],
  origin: [["attempt", "origin"]],
  source: [
    ["ledger", "source"],
    ["coverage", "source"]
  ],
  verdict: [
    ["attempt", "verdict"],
    ["total", "verdict"]
  ],
  host: [
    ["verdict", "host"],
    ["day", "host"],
    ["pending", "host"],
    ["ledger", "host"],
    ["coverage", "host"],
    ["unknown", "host"]
  ]
};

/**
 * Gives the rows of a database other ids, as if its logs had been read in another order: each look-up table's ids are
 * put in another order, and so are the days of attempts among each other.
 */
export function permuteIds(path: string): void {
  const store = openStore(path);
  store.pragma("foreign_keys = OFF");
  store.transaction(() => {
    for (const table of Object.keys(references)) permuteTable(store, table);
    permuteDays(store);
  })();
  if ((store.pragma("foreign_key_check") as unknown[]).length > 0) throw new Error("an id leads nowhere");
  store.close();
}

/** Orders ids by a hash of them, which is none of their words. */
const shuffled = "(id * 2654435761) % 1000003, id";

function permuteTable(store: Store, table: string): void {
  store.exec(`
    CREATE TEMP TABLE moved AS SELECT id AS old, 7 + 3 * row_number() OVER (ORDER BY ${shuffled}) AS new FROM ${table};
    CREATE UNIQUE INDEX temp.moved_old ON moved (old);
    UPDATE ${table} SET id = -(SELECT new FROM moved WHERE old = id);
    UPDATE ${table} SET id = -id;`);
  for (const [other, column] of references[table]!)
    store.exec(
      `UPDATE ${other} SET ${column} = (SELECT new FROM moved WHERE old = ${column}) WHERE ${column} IS NOT NULL`
    );
  store.exec("DROP TABLE moved");
}

/** The attempts of a day stay beside each other: `back` counts rows. */
function permuteDays(store: Store): void {
  store.exec(`
    CREATE TEMP TABLE block AS SELECT day AS id, min(id) AS least, max(id) AS most FROM attempt GROUP BY day;
    CREATE TEMP TABLE moved AS
      SELECT id AS day, least, 100 + sum(most - least + 1) OVER (ORDER BY ${shuffled}) - (most - least + 1) AS start
      FROM block;
    CREATE UNIQUE INDEX temp.moved_day ON moved (day);
    UPDATE pending SET attempt = (
      SELECT pending.attempt - least + start FROM moved JOIN attempt ON attempt.id = pending.attempt
      WHERE moved.day = attempt.day
    ) WHERE attempt IS NOT NULL;
    UPDATE day SET (first, last) = (
      SELECT day.first - least + start, day.last - least + start FROM moved WHERE moved.day = day.id
    ) WHERE id IN (SELECT day FROM moved) AND last >= first;
    UPDATE attempt SET id = -(SELECT attempt.id - least + start FROM moved WHERE moved.day = attempt.day);
    UPDATE attempt SET id = -id;
    DROP TABLE block;
    DROP TABLE moved;`);
}
