import pl from "nodejs-polars";
import {tester, type Condition} from "../question/where.ts";
import {factsOf} from "./facts.ts";
import {dictionaryOf, type Dictionary, type Frame} from "./star.ts";

/**
 * Returns the start of the quarter of an hour at each position of the clock's dictionary, epoch ms; NaN for no time.
 */
export function quarterStarts({words}: Dictionary): Float64Array {
  const starts = words.select(pl.col("start").cast(pl.Float64).fillNull(NaN)).getColumn("start");
  return starts.toTypedArray() as Float64Array;
}

/** Returns a frame of the rows whose time (epoch milliseconds, or null) meets a condition. */
export function rowsInTime(frame: Frame, condition: Condition): Frame {
  const clock = dictionaryOf(frame, "start");
  const starts = quarterStarts(clock);
  const facts = factsOf(frame);
  const positions = facts.positions(clock);
  const seconds = facts.seconds!;
  const isMet = tester(condition);
  const kept = new Int32Array(facts.length);
  for (let i = 0; i < kept.length; i += 1) {
    const start = starts[positions[i]!]!;
    kept[i] = Number(isMet(Number.isNaN(start) ? null : start + 1000 * seconds[i]!));
  }
  const marked = frame.rows.withColumn(pl.Series("\0kept", kept, pl.Int32).cast(pl.Bool));
  return {...frame, rows: marked.filter(pl.col("\0kept")).drop("\0kept")};
}
