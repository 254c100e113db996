import {test} from "node:test";
import {anyOrder} from "./order.ts";
import {madeUpLines} from "./run.ts";

test("2 MB in pieces that overlap, packed and shuffled, give the attempts of the whole", (t) =>
  anyOrder(t, madeUpLines(2), [1, 2]));
