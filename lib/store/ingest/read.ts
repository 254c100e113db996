import type {Source} from "../../log/source/source.ts";
import {yearAgain} from "./look-ahead.ts";
import type {Store} from "../database.ts";
import type {IngestOptions} from "./ingest.ts";
import {rememberMachines} from "./machine.ts";
import {headBytes, type Position} from "./position.ts";
import {createRun, endOf, type Run} from "./run.ts";
import {headNow, saveRun} from "./save.ts";
import {staysAs, takeBack} from "./unended.ts";
import {unknownShare, type UnknownShare} from "./unknown-lines.ts";

/** A log that is read on from where it is known, with the first bytes that it had, and the first host that these name. */
export type Reading = IngestOptions & {
  readonly zone: string;
  readonly known: Position | null;
  readonly head: Buffer;
  readonly first: string | null;
};

/** What reading a log brought to the database; with `again`, nothing: it must be read once more, with these options. */
export interface Read extends UnknownShare {
  /** Lines that were read for the first time. */
  readonly lines: number;
  readonly changed: boolean;
  readonly again?: Pick<IngestOptions, "year">;
}

const nothing: Read = {lines: 0, changed: false, own: 0, unknown: 0};

/** Reads a log on, up to its end, into the database. Call it inside a transaction, and roll that back if nothing changed. */
export async function readLog(store: Store, source: Source, reading: Reading): Promise<Read> {
  if (reading.known && (await isReadToEnd(source, reading.known))) return nothing;
  const run = await createRun(store, source, reading);
  const start = await push(store, source, run, reading);
  const year = run.scanner.firstYear();
  if (year !== null) return {...nothing, again: {year: yearAgain(year, source)}};
  const end = await endOf(source, run);
  if (!end) return nothing;
  const ledgers = [...run.scanner.ledgers.values()];
  const lines = ledgers.reduce((sum, {read}) => sum + read, run.before ? -1 : 0);
  const read = {lines, changed: run.changed || !reading.known, ...unknownShare(ledgers)};
  if (!read.changed) return read;
  rememberMachines(store, source, reading.host);
  const head = await headNow(source, {...reading, start});
  if (head === null) return {...nothing, again: {}}; // another log has taken its place meanwhile
  await saveRun(store, source, run, {...reading, ...end, head});
  return read;
}

/** Returns whether a log has nothing behind where it is known, as far as that can be told without reading it. */
async function isReadToEnd(source: Source, {position, state: {version, unended}}: Position): Promise<boolean> {
  if (version !== undefined && version === source.version) return true;
  return source.endsAt(position + (unended?.bytes ?? 0));
}

/**
 * Gives a run all bytes of the log from where it is known, and returns the first of them. If these show that the line which
 * the last run took without its end was to go on, it is taken back before.
 */
async function push(store: Store, source: Source, run: Run, {known, onRead}: Reading): Promise<Buffer> {
  const {before, scanner} = run;
  const bytes = Math.max(headBytes, (before?.bytes ?? 0) + 1);
  let start = Buffer.alloc(0);
  const started = (): void => {
    if (before && !staysAs(start, before) && takeBack(store, run.writer, {...before, medium: run.medium}))
      run.changed = true;
  };
  for await (const chunk of source.chunks(known?.position ?? 0, onRead)) {
    if (start.length < bytes) {
      start = Buffer.concat([start, chunk.subarray(0, bytes - start.length)]);
      if (start.length === bytes) started();
    }
    scanner.push(chunk);
  }
  if (start.length < bytes) started();
  return start;
}
