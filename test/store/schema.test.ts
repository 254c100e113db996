import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {applicationId, schemaVersion} from "../../lib/store/schema.ts";
import {emptyStore} from "./logs.ts";

const readme = readFileSync(join(import.meta.dirname, "../../data/README.md"), "utf8");

/**
 * Returns the rows of the table under a heading, each as its cells; the first row and the line under it are left out.
 */
function tableUnder(heading: string): string[][] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`))!;
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim())
  );
}

/** Returns the names that a cell begins with: those in backticks, up to a colon, but for what stands in brackets. */
function namesIn(cell: string): string[] {
  const [names] = cell.replaceAll(/\([^()]*\)/g, "").split(":");
  return [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}

test("data/README.md names every table with its columns, and no other", (t) => {
  const store = emptyStore(t);
  const tables = store.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const described = tableUnder("The tables behind it").map(([name, , columns]) => [namesIn(name!)[0]!, columns!]);
  assert.deepEqual(described.map(([name]) => name).toSorted(), tables.toSorted());
  const select = store.prepare("SELECT name FROM pragma_table_info(?)").pluck();
  for (const [table, columns] of described)
    assert.deepEqual(namesIn(columns!).toSorted(), (select.all(table) as string[]).toSorted(), table);
});

test("it names every view, with the columns in their order", (t) => {
  const store = emptyStore(t);
  const views = store.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'").pluck().all();
  assert.deepEqual(
    [...readme.matchAll(/^## The view `(.*)`$/gm)].map(([, name]) => name),
    views
  );
  const columns = store.prepare("SELECT name FROM pragma_table_info('attempts')").pluck().all();
  assert.deepEqual(
    tableUnder("The view `attempts`").flatMap(([name]) => namesIn(name!)),
    columns
  );
});

test("it says the numbers by which a database is known", () => {
  assert.match(readme, new RegExp(`\`PRAGMA user_version\` is the version of the schema: ${schemaVersion}\\.`));
  assert.match(readme, new RegExp(`\`PRAGMA application_id\` is 0x${applicationId.toString(16)}\\b`));
});
