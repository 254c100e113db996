import {createHash} from "node:crypto";
import {decode, encode} from "../day/event-code.ts";
import type {Scanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";
import {newline} from "../../log/event/bytes.ts";
import type {Event, Ledger} from "../../log/event/event.ts";
import {earliestDay} from "../../log/event/plausible.ts";
import {finishCollecting, type Collector, type Tail} from "../day/collector.ts";
import type {Store} from "../database.ts";
import {packedLinesOf, prepareDayTable} from "../day/day-table.ts";
import {createDeriver, derive, finishDeriving} from "../day/deriver.ts";
import {eventsOf, type Lines, type Medium} from "../day/lines.ts";
import {pack, unpack} from "../day/pack.ts";
import {hostId, type Writer} from "../day/writer.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * A last line without an end that was taken all the same, as nothing was expected to follow it. The position in the log
 * stays before it. If the log goes on after all, the whole line is read again: it counts once, and the part that was
 * taken for the line is taken back.
 */
export interface UnendedLine {
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  readonly host: string | null;
  /** What the ledger counts it as, beside `read`. */
  readonly as: "own" | "other" | "unread" | "pruned";
  /** The line of sshd, dropbear or PAM; null for others. */
  readonly line: {readonly time: number; readonly code: string; readonly count: number} | null;
  /** The shape under which the table `unknown` counts it, if it is unknown or unread. */
  readonly shape?: string;
}

/** Returns the last line of a log that was read to its end, if it has no end itself and none is to come; else null. */
export async function unendedLine(source: Source, scanner: Scanner): Promise<Buffer | null> {
  const rest = scanner.rest();
  if (!rest || rest.length === 0 || source.problem() !== null || !(await source.isSettled())) return null;
  return rest;
}

/** Whether some bytes are those of a line that was taken before. */
export function isTaken(bytes: Uint8Array, {digest}: UnendedLine): boolean {
  return digest === digestOf(bytes);
}

/** Whether a line that was taken is still the same, given what stands in its place now: with an end, or without one. */
export function staysAs(start: Uint8Array, unended: UnendedLine): boolean {
  const end = start[unended.bytes] ?? newline;
  return end === newline && isTaken(start.subarray(0, unended.bytes), unended);
}

/**
 * Takes the line that has no end, and returns what is to be remembered of it. The scanner gives its event to the
 * collector, which goes on from the tail of the log, and to `events`.
 */
export function takeUnended(
  rest: Buffer,
  scanner: Scanner,
  {tail, collector, events}: {tail: Tail; collector: Collector; events: readonly Event[]}
): UnendedLine {
  const before = counts(scanner);
  scanner.finish({partial: true});
  finishCollecting(collector);
  const [host, {unread}] = [...scanner.ledgers].find(([name, {read}]) => read !== (before.get(name)?.read ?? 0))!;
  const [event] = events;
  const isUnread = unread !== (before.get(host)?.unread ?? 0);
  const as = !event ? (isUnread ? "unread" : "other") : collector.pruned.size > 0 ? "pruned" : "own";
  return {
    bytes: rest.length,
    digest: digestOf(rest),
    host,
    as,
    line: event && as === "own" ? lineOf(event, tail) : null
  };
}

function counts({ledgers}: Scanner): Map<string | null, Pick<Ledger, "read" | "unread">> {
  return new Map(Array.from(ledgers, ([host, {read, unread}]) => [host, {read, unread}]));
}

/** Returns what is kept of the line: how often it stands in its second, if it is the last one, is part of that. */
function lineOf(event: Event, tail: Tail): UnendedLine["line"] {
  const [, lastTime = 0, codes = []] = tail.find(([host]) => host === event.host) ?? [];
  const time = event.time ?? lastTime;
  const code = encode(event);
  return {time, code, count: 1 + (time === lastTime ? codes.filter((other) => other === code).length : 0)};
}

/**
 * Takes a line out of the ledger of its log (the row of it in `source`), and out of the table `unknown`, as it is read
 * again; not if `prune` has removed the line meanwhile, and counted it.
 */
export function uncount(
  store: Store,
  {host, as, line, shape}: UnendedLine,
  {source, writer}: {source: number; writer: Writer}
): void {
  const id = hostId(writer, host);
  if (line && isPruned(store, id, line)) return;
  const sql = `UPDATE ledger SET read = read - 1, other = other - :other, pruned = pruned - :pruned,
    unread = unread - :unread WHERE source = :source AND host = :id`;
  const [other, pruned, unread] = ["other", "pruned", "unread"].map((word) => Number(as === word));
  store.prepare(sql).run({other, pruned, unread, source, id});
  if (shape === undefined) return;
  const counted = {id, unread, shape};
  store
    .prepare("UPDATE unknown SET lines = lines - 1 WHERE host = :id AND unread = :unread AND shape = :shape")
    .run(counted);
  store.prepare("DELETE FROM unknown WHERE host = :id AND lines < 1").run({id});
}

/** Whether `prune` removes such a line of a host; it leaves those of a clock that was reset. */
function isPruned(store: Store, host: number, {time, code}: NonNullable<UnendedLine["line"]>): boolean {
  const isReset = time < earliestDay * daySeconds && decode(code, {time, host: null}).time !== null;
  return time < floorOf(store, host) && !isReset;
}

function floorOf(store: Store, host: number): number {
  return Number(store.prepare("SELECT floor FROM host WHERE id = ?").pluck().get(host));
}

/**
 * Takes a line out of its day, if no other log of its medium has brought it more often, derives the day anew, and
 * returns whether that was so. Call it inside a transaction.
 */
export function takeBack(
  store: Store,
  writer: Writer,
  {host, line, medium}: Pick<UnendedLine, "host" | "line"> & {medium: Medium}
): boolean {
  if (!line) return false;
  const id = hostId(writer, host);
  const day = Math.floor(line.time / daySeconds);
  const floor = floorOf(store, id);
  const days = prepareDayTable(store);
  const packed = packedLinesOf(days, {host: id, day});
  if (!packed || isPruned(store, id, line)) return false;
  const lines = unpack(packed.lines);
  const at = indexOf(lines, {line, from: day * daySeconds, host});
  if (at < 0 || lines[medium][at] !== line.count) return false;
  lines[medium][at]! -= 1;
  days.setLines.run(pack(lines), packed.id);
  const deriver = createDeriver(store, writer, {id, name: host, floor});
  derive(deriver, day, lines);
  finishDeriving(deriver);
  return true;
}

/** Returns the index of a line among those of a day that begins at `from`, or -1. */
function indexOf(
  lines: Lines,
  {line, from, host}: {line: {readonly time: number; readonly code: string}; from: number; host: string | null}
): number {
  const event = eventsOf(lines, {host, from});
  for (let i = 0; i < lines.length; i += 1)
    if (from + lines.second[i]! === line.time && encode(event(i)) === line.code) return i;
  return -1;
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
