import {basename} from "node:path";
import type {Attempts} from "../ask/polars/load.ts";
import {clockSpans} from "./clock.ts";
import type {LogSpan} from "../rows/coverage.ts";

/** Returns a row for each span of log of a host, then of each of its logs, in order of time; the hosts by name. */
export function coverage({logs}: Attempts): LogSpan[] {
  return logs.flatMap(({host, zone, coverage, sources}) =>
    [{source: null, coverage}, ...sources].flatMap(({source, coverage}) =>
      clockSpans(coverage, zone).map((span) => ({host, source: source === null ? null : basename(source), ...span}))
    )
  );
}
