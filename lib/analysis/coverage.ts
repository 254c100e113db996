import {basename} from "node:path";
import type {Attempts} from "../ask/polars/load.ts";
import {clockSpans} from "./clock.ts";

/** A span of lines of any program, at most six hours apart; times are epoch ms of the host's clock as if it were UTC. */
export interface LogSpan {
  readonly host: string;
  /** The file of the log, without its folder; null: all logs of the host together. */
  readonly source: string | null;
  readonly from: number;
  readonly to: number;
}

/** Returns a row for each span of log of a host, then of each of its logs, in order of time; the hosts by name. */
export function coverage({logs}: Attempts): LogSpan[] {
  return logs.flatMap(({host, zone, coverage, sources}) =>
    [{source: null, coverage}, ...sources].flatMap(({source, coverage}) =>
      clockSpans(coverage, zone).map((span) => ({host, source: source === null ? null : basename(source), ...span}))
    )
  );
}
