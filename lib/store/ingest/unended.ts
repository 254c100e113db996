import {createHash} from "node:crypto";
import {encode} from "../day/event-code.ts";
import type {Scanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";
import type {Event, Ledger} from "../../log/event/event.ts";
import type {Collector, Tail} from "../day/collector.ts";
import type {Store} from "../database.ts";
import {createDeriver} from "../day/deriver.ts";
import {eventsOf, type Medium} from "../day/lines.ts";
import {pack, unpack} from "../day/pack.ts";
import type {Writer} from "../day/writer.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * A last line without an end that was taken all the same, as nothing was to come after it. The position in the log stays before
 * it. Should the log go on after all, the line is read again, whole: it counts once, and what was taken for it is taken back.
 */
export interface Unended {
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  readonly host: string | null;
  /** What the ledger counts it as, beside `read`. */
  readonly as: "own" | "other" | "pruned";
  /** The line of sshd, dropbear or PAM; null for others. */
  readonly line: {readonly time: number; readonly code: string; readonly count: number} | null;
}

/** Returns the last line of a log that was read to its end, if it has no end itself and none is to come; else null. */
export async function unendedLine(source: Source, scanner: Scanner): Promise<Buffer | null> {
  const rest = scanner.rest();
  if (!rest || rest.length === 0 || source.problem() !== null || !(await source.isSettled())) return null;
  return rest;
}

/** Whether some bytes are those of a line that was taken before. */
export function isTaken(bytes: Uint8Array, {digest}: Unended): boolean {
  return digest === digestOf(bytes);
}

/** Whether a line that was taken is still the same, given what stands in its place now: with an end, or without one. */
export function staysAs(start: Uint8Array, unended: Unended): boolean {
  const end = start[unended.bytes] ?? newline;
  return end === newline && isTaken(start.subarray(0, unended.bytes), unended);
}

const newline = 10;

/** Takes the line that has no end; the collector goes on from the tail, and gives its event to `events`. */
export function takeUnended(
  rest: Buffer,
  scanner: Scanner,
  {tail, collector, events}: {tail: Tail; collector: Collector; events: readonly Event[]}
): Unended {
  const before = counts(scanner);
  scanner.finish({partial: true});
  collector.finish();
  const [host] = [...scanner.ledgers].find(([name, {read}]) => read !== (before.get(name)?.read ?? 0))!;
  const [event] = events;
  const as = !event ? "other" : collector.pruned.size > 0 ? "pruned" : "own";
  return {
    bytes: rest.length,
    digest: digestOf(rest),
    host,
    as,
    line: event && as === "own" ? lineOf(event, tail) : null
  };
}

function counts({ledgers}: Scanner): Map<string | null, Pick<Ledger, "read">> {
  return new Map(Array.from(ledgers, ([host, {read}]) => [host, {read}]));
}

/** Returns what is kept of the line: how often it stands in its second, if it is the last one, is part of that. */
function lineOf(event: Event, tail: Tail): Unended["line"] {
  const [, lastTime = 0, codes = []] = tail.find(([host]) => host === event.host) ?? [];
  const time = event.time ?? lastTime;
  const code = encode(event);
  return {time, code, count: 1 + (time === lastTime ? codes.filter((other) => other === code).length : 0)};
}

/** Takes a line out of the ledger of its log, as it is read again; not if `prune` has removed it meanwhile, and counted it. */
export function uncount(
  store: Store,
  {host, as, line}: Unended,
  {source, hostId}: {source: number; hostId: HostId}
): void {
  const id = hostId(host);
  if (line && line.time < floorOf(store, id)) return;
  store
    .prepare("UPDATE ledger SET read = read - 1, other = other - ?, pruned = pruned - ? WHERE source = ? AND host = ?")
    .run(Number(as === "other"), Number(as === "pruned"), source, id);
}

function floorOf(store: Store, host: number): number {
  return Number(store.prepare("SELECT floor FROM host WHERE id = ?").pluck().get(host));
}

type HostId = (name: string | null) => number;

/**
 * Takes a line out of its day, if no other log has brought it more often, derives the day anew, and returns whether that was
 * so. Call it inside a transaction.
 */
export function takeBack(store: Store, writer: Writer, {host, line, medium}: Unended & {medium: Medium}): boolean {
  if (!line) return false;
  const [id, day] = [writer.host(host), Math.floor(line.time / daySeconds)];
  const floor = floorOf(store, id);
  const row = store.prepare("SELECT id, lines FROM day WHERE host = ? AND day = ?").get(id, day) as Row | undefined;
  if (!row || line.time < floor) return false;
  const lines = unpack(row.lines);
  const event = eventsOf(lines, {host, from: day * daySeconds});
  const isIt = (_: number, i: number): boolean =>
    day * daySeconds + lines.second[i]! === line.time && encode(event(i)) === line.code;
  const at = lines[medium].subarray(0, lines.length).findIndex(isIt);
  if (at < 0 || lines[medium][at] !== line.count) return false;
  lines[medium][at]! -= 1;
  store.prepare("UPDATE day SET lines = ? WHERE id = ?").run(pack(lines), row.id);
  const deriver = createDeriver(store, writer, {host, id, floor});
  deriver.derive(day, lines);
  deriver.finish();
  return true;
}

type Row = {readonly id: number; readonly lines: Buffer};

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
