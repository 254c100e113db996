import assert from "node:assert/strict";
import {test} from "node:test";
import {loadAttempts} from "../../lib/ask/polars/load.ts";
import {rowsOf} from "../../lib/ask/polars/plain.ts";
import {tally, type Condition, type Where} from "../../lib/ask/polars/tally.ts";
import {tester} from "../../lib/ask/polars/where.ts";
import {database} from "./attempts.ts";

type Value = Parameters<ReturnType<typeof tester>>[0];

const examples: [condition: Condition, met: Value[], notMet: Value[]][] = [
  ["a", ["a"], ["b", "", null]],
  ["", [""], [null, "a", 0]],
  [0, [0], [null, false, "0"]],
  [true, [true], [false, null, 1]],
  [null, [null], ["", 0, false]],
  [
    ["a", null],
    ["a", null],
    ["b", ""]
  ],
  [[], [], ["a", null]],
  [{not: "a"}, ["b", null], ["a"]],
  [{not: null}, ["a", "", 0, false], [null]],
  [{not: ["a", null]}, ["b", ""], ["a", null]],
  [{from: 1, to: 3}, [1, 2, 2.9], [0, 3, null, "2"]],
  [{from: 1}, [1, 1e9], [0, null]],
  [{to: 3}, [-5, 0], [3, null]]
];

test("a condition is met by what it says, null is a value like others", () => {
  for (const [condition, met, notMet] of examples) {
    const text = JSON.stringify(condition);
    for (const value of met) assert.ok(tester(condition)(value), `${value} does not meet ${text}`);
    for (const value of notMet) assert.ok(!tester(condition)(value), `${value} meets ${text}`);
  }
});

const attempts = [
  {user: "root", port: 22, known: 1},
  {user: "root", port: null, known: null},
  {user: null, port: 50_000, address: null},
  {user: "", port: 60_999, time: null}
] as const;

const kept: [where: Where, ids: number[]][] = [
  [{}, [0, 1, 2, 3]],
  [{user: "root"}, [0, 1]],
  [{user: {not: "root"}}, [2, 3]],
  [{user: null}, [2]],
  [{user: {not: null}}, [0, 1, 3]],
  [{user: ["", null]}, [2, 3]],
  [{user: []}, []],
  [{user: "nobody"}, []],
  [{user: "root", port: {not: null}}, [0]],
  [{port: {from: 50_000, to: 60_999}}, [2]],
  [{address: null}, [2]],
  [{rhost: null, address: {not: null}}, [0, 1, 3]],
  [{known: true}, [0, 2, 3]],
  [{day: Date.UTC(2025, 2, 1)}, [0, 1, 2]],
  [{day: null}, [3]],
  [{hour: {from: 10, to: 11}, weekday: 6}, [0, 1, 2]]
];

test("rows count that meet all conditions", (t) => {
  const {frame} = loadAttempts(
    database(
      t,
      attempts.map((attempt, i) => ({...attempt, times: 10 ** i}))
    )
  );
  for (const [where, ids] of kept)
    assert.deepEqual(
      rowsOf(tally(frame, [], {where})),
      [{attempts: ids.reduce((sum, id) => sum + 10 ** id, 0)}],
      JSON.stringify(where)
    );
});

test("a condition on a column that is not there is refused", (t) => {
  const {frame} = loadAttempts(database(t, []));
  assert.throws(() => tally(frame, [], {where: {country: "US"}}), /no such column; .*: country$/);
});
