import type {ClockSpan} from "./clock.ts";

/** A span in which a host logged lines of any program, none more than six hours after the one before. */
export interface LogSpan extends ClockSpan {
  readonly host: string;
  /** The file of the log, without its folder; null: all logs of the host together. */
  readonly source: string | null;
}
