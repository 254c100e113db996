import {test} from "node:test";
import {anyOrder} from "./order.ts";
import {madeUpLines} from "./run.ts";

test("20 MB in pieces that overlap, packed and shuffled, give the attempts of the whole", (t) =>
  anyOrder(t, madeUpLines(0.5, {start: "2025-01-01", end: "2025-12-31"}), [1, 2, 3]));
