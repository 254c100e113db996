import {zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {encode, unrepeated} from "../log/code.ts";
import type {Event} from "../log/types.ts";

/** The kinds of logs that can hold the same lines: files that syslog wrote, and the journal. */
export type Medium = "files" | "journal";

/** Equal lines of one second, and how often they stand in one log of each kind. */
export interface Line {
  /** Epoch seconds, UTC. */
  readonly time: number;
  readonly code: string;
  readonly files: number;
  readonly journal: number;
  /** The event of the code, where it is at hand. */
  readonly event?: Event;
}

/** Returns the lines of some events of one log, in the canonical order: by time, and within a second as sshd writes. */
export function linesOf(events: readonly {time: number; event: Event}[], medium: Medium): Line[] {
  const coded = events.map(({time, event}) => ({time, code: encode(event), event}));
  const lines: Line[] = [];
  for (const {time, code, event} of coded.sort(order)) {
    const last = lines.at(-1);
    if (last && last.time === time && last.code === code)
      lines[lines.length - 1] = {...last, [medium]: last[medium] + 1};
    else lines.push({time, code, event, files: 0, journal: 0, [medium]: 1});
  }
  return lines;
}

/** Returns the lines of two logs or sets of logs: a line stands as often as in the one that has it most often. */
export function merged(a: readonly Line[], b: readonly Line[]): Line[] {
  const result: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i]!, b[j]!];
    const first = order(one, other);
    if (first === 0)
      result.push({...one, files: Math.max(one.files, other.files), journal: Math.max(one.journal, other.journal)});
    else result.push(first < 0 ? one : other);
    if (first <= 0) i += 1;
    if (first >= 0) j += 1;
  }
  return [...result, ...a.slice(i), ...b.slice(j)];
}

/** Returns how many lines stand in a set: of each kind of log, as often as they do there. */
export function countLines(lines: readonly Line[]): number {
  return lines.reduce((sum, {files, journal}) => sum + files + journal, 0);
}

/** Returns lines as compressed text: first the time, then the seconds since the line before. */
export function pack(lines: readonly Line[]): Buffer {
  let last = 0;
  const rows = lines.map(({time, code, files, journal}) => {
    const row = `${time - last}\t${files}\t${journal}\t${code}`;
    last = time;
    return row;
  });
  return zstdCompressSync(rows.join("\n"));
}

/** Returns the lines that {@link pack} made a text of. */
export function unpack(packed: Uint8Array): Line[] {
  let time = 0;
  const text = zstdDecompressSync(packed).toString();
  if (text === "") return [];
  return text.split("\n").map((row) => {
    const [seconds, files, journal] = row.split("\t", 3) as [string, string, string];
    time += Number(seconds);
    const code = row.slice(seconds.length + files.length + journal.length + 3);
    return {time, code, files: Number(files), journal: Number(journal)};
  });
}

/**
 * Returns each line with the number of times that it really was written. A line of syslog's files and one of the journal
 * are the same when their stamps differ by at most a second; `message repeated N times` stands for N lines of the journal
 * since the stamp before it. What one kind of log has beyond the other is kept.
 */
export function written(lines: readonly Line[]): {line: Line; times: number}[] {
  if (!lines.some(({journal}) => journal > 0)) return lines.map((line) => ({line, times: line.files}));
  if (!lines.some(({files}) => files > 0)) return lines.map((line) => ({line, times: line.journal}));
  const left = new Map(lines.map((line) => [line, line.journal]));
  for (const same of Map.groupBy(lines, ({code}) => unrepeated(code).code).values()) match(same, left);
  return lines.map((line) => ({line, times: line.files + left.get(line)!})).filter(({times}) => times > 0);
}

/** Takes from the journal's lines (all of one text) those that the files have too. */
function match(lines: readonly Line[], left: Map<Line, number>): void {
  let before = -Infinity;
  for (const line of lines.filter(({files}) => files > 0)) {
    const {times} = unrepeated(line.code);
    let wanted = line.files * times;
    const from = times > 1 ? Math.min(before, line.time) : line.time;
    for (const other of lines) {
      if (other.time < from - 1 || other.time > line.time + 1) continue;
      const taken = Math.min(wanted, left.get(other)!);
      left.set(other, left.get(other)! - taken);
      wanted -= taken;
    }
    before = line.time;
  }
}

function order(a: Line | Coded, b: Line | Coded): number {
  return a.time - b.time || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

type Coded = {readonly time: number; readonly code: string};
