import {basename} from "node:path";
import type {Log} from "../ask/question/log.ts";
import type {LogSpan} from "../rows/coverage.ts";
import {clockSpans} from "./clock.ts";

/**
 * Returns a row for each span of log, on the clock of its host: first those of the host, then those of each of its
 * sources. The hosts come by name, and spans in order of time.
 */
export async function coverage({about}: Log): Promise<LogSpan[]> {
  return about.logs.flatMap(({host, zone, coverage, sources}) =>
    [{source: null, coverage}, ...sources].flatMap(({source, coverage}) =>
      clockSpans(coverage, zone).map((span) => ({host, source: source === null ? null : basename(source), ...span}))
    )
  );
}
