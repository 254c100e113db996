// Opens a database twenty times and prints what it holds: reader.ts DATABASE. Several of these run at once in a test.
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {refused} from "../../lib/ask/question/where.ts";

for (let i = 0; i < 20; i++) {
  const where = {...refused(), user: {not: null}, address: ["192.0.2.7", "192.0.2.8"], port: {from: 1}};
  const log = openPolarsLog(process.argv[2]!).where(where);
  const measures = ["attempts", "addresses", "first"] as const;
  const rows = await log.tally(["user", "hour"], {measures, top: 5});
  console.log(JSON.stringify([...rows, (await log.frame()).height]));
}
