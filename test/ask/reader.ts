// Loads a database twenty times and prints what it holds: reader.ts DATABASE. Several of these run at once in a test.
import {flat} from "../../lib/ask/polars/flat.ts";
import {loadAttempts} from "../../lib/ask/polars/load.ts";
import {rowsOf} from "../../lib/ask/polars/plain.ts";
import {refused, tally} from "../../lib/ask/polars/tally.ts";

for (let i = 0; i < 20; i++) {
  const {frame} = loadAttempts(process.argv[2]);
  const where = {...refused(), user: {not: null}, address: ["192.0.2.7", "192.0.2.8"], port: {from: 1}};
  const measures = ["attempts", "addresses", "first"] as const;
  const rows = rowsOf<object>(tally(frame, ["user", "hour"], {where, measures, top: 5}));
  console.log(JSON.stringify([...rows, flat(frame, {where}).height]));
}
