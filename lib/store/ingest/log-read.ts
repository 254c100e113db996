import type {FileYears, WallSpan} from "../../log/line/clock.ts";
import type {Misdated} from "../day/misdated.ts";
import type {Store} from "../database.ts";
import type {Finding} from "../host/same.ts";
import {heldIn, type HeldLines} from "./held-lines.ts";
import type {Position} from "./position.ts";
import type {UnknownShare} from "./unknown-lines.ts";

/** How a log is read on, and what is known of it. */
export interface ReadOptions {
  /** IANA zone of stamps that carry none. */
  readonly zone: string;
  /** Year of the first classic stamp; default: the newest possible one. */
  readonly year?: number;
  /** The locale in which names of months are read; default: the one that fits them best. */
  readonly locale?: string;
  /** The years of all classic stamps from where the log is known on. */
  readonly years?: FileYears;
  /** Epoch seconds that no classic stamp exceeds by more than a day; default: the log's time of change, else now. */
  readonly newest?: number;
  /** Whether that is certainly when the last line was written. */
  readonly endsAtNewest?: boolean;
  /** Name of the host, in place of the one in the log. */
  readonly host?: string;
  /** Whether the log is the made-up one of `demo`. */
  readonly demo?: boolean;
  /** Epoch seconds at which the log is read, for what times are plausible; default: this machine's clock. */
  readonly now?: number;
  /** Hears how many bytes were read so far. */
  readonly onRead?: (bytes: number) => void;
  /** Where the last run over the log ended; null for a new log. */
  readonly known: Position | null;
  /** The first bytes that the log had when it was opened. */
  readonly head: Buffer;
  /** The first host that these name, or null. */
  readonly firstHost: string | null;
}

/** What a log is read again with: the years or the locale that its whole tells. */
export interface Again extends Pick<ReadOptions, "years" | "locale"> {
  /** Whether another log has taken its place meanwhile; what its set told of the years does not hold then. */
  readonly isOther?: true;
}

/** What reading a log brought into the database. */
export interface LogRead extends UnknownShare {
  /** Lines that were read for the first time. */
  readonly lines: number;
  /** Whether anything was written, and is to be kept. */
  readonly changed: boolean;
  /** Lines that are unread, with a sample of them: a line as it stands in the log, at most 500 bytes; null: none. */
  readonly unread: {readonly lines: number; readonly sample: string | null};
  /** Lines that were read with an implausible time, by host: first those from before 1995, then those of the future. */
  readonly misdated: readonly (Misdated & {readonly host: string | null})[];
  /** What the log holds, as far as it was read in this run or ever before. */
  readonly held: HeldLines;
  /** The first and the last stamp without a year of clocks that were right; null where all have one. */
  readonly span: WallSpan | null;
  /** Where it is given, nothing was brought: the log must be read once more, with what is in it. */
  readonly again?: Again;
  /** What is doubtful of the names of its months, in words. */
  readonly doubtfulMonths: readonly string[];
  /** The hosts that turned out to be one machine, or several. */
  readonly findings: readonly Finding[];
}

/** Returns the result of a run that brings nothing over a log whose position is known or not. */
export function nothingIn(store: Store, known: Position | null): LogRead {
  const unread = {lines: 0, sample: null};
  return {
    lines: 0,
    changed: false,
    own: 0,
    unknown: 0,
    unread,
    misdated: [],
    held: heldIn(store, known),
    doubtfulMonths: [],
    findings: [],
    span: null
  };
}
