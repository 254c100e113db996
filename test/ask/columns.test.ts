import assert from "node:assert/strict";
import {test} from "node:test";
import {viewColumns} from "../../lib/ask/polars/flat.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {reading} from "../../lib/store/database.ts";
import {database} from "./attempts.ts";

test("a table has the columns of the view, and all but two of them can be asked for", (t) => {
  const path = database(t, [{}]);
  const view = reading(path, (store) =>
    store.prepare("SELECT name FROM pragma_table_info('attempts')").pluck().all()
  ) as string[];
  assert.deepEqual(viewColumns.toSorted(), view.toSorted());
  const names = openPolarsLog(path).columns.map(({name}) => name);
  assert.deepEqual(
    view.filter((name) => !names.includes(name)),
    ["times", "connection"] // what is counted, and what tells rows apart
  );
});
