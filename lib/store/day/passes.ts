import type {Cover} from "./comparison.ts";
import {singled} from "./doubled.ts";
import {addLines, createLines, wordsOf, type Lines, type Medium} from "./lines.ts";
import {merge} from "./merge.ts";
import {settle, sum} from "./settle.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * The passes of a log over the time of a host. Where the log goes back in time, another pass begins, as in `cat
 * auth.log auth.log`. Equal lines of one pass are as many lines; what stands in two passes was written once.
 */
export interface Passes {
  readonly medium: Medium;
  /** What earlier passes have of days that are not in the database yet. */
  readonly ended: Map<number, Part[]>;
  current: Pass;
  /** Lines that go back by a little: late ones of the current pass, or the beginning of another one. */
  detour: Detour | null;
  /** In how many copies the log has its lines, each beside the other: see doubled.ts. */
  copies: number;
}

/** One pass, with its lines of the days that are not in the database yet. */
export interface Pass {
  /** The time of its first line, in epoch seconds. */
  readonly from: number;
  /** The latest time of its lines, in epoch seconds. */
  latest: number;
  readonly days: Map<number, Lines>;
}

interface Detour extends Pass {
  /** How many lines it has. */
  count: number;
  /** How many lines the current pass has from the detour's first second on. */
  readonly wanted: number;
}

/** Settled lines of a day, and what the pass that brought them covers of it. */
export interface Part {
  readonly lines: Lines;
  readonly cover: Cover;
  /** Whether the lines are of one pass, which covers all of that. */
  readonly isPass: boolean;
}

/** Lines are late by up to this many seconds; a log that goes back further begins another pass. */
const lateSeconds = 60;

/** Within a pass, lines stand out of order by up to this many seconds. */
const jitterSeconds = 5;

/**
 * Returns the passes of a log before its first line; `copies` is what {@link Passes} says, as a run before found it.
 */
export function startPasses(medium: Medium, copies = 1): Passes {
  return {medium, ended: new Map(), current: startPass(-Infinity), detour: null, copies};
}

function startPass(time: number): Pass {
  return {from: time, latest: time, days: new Map()};
}

/** Notes that the current pass has all lines of its first second: those that a run before has read are among them. */
export function coverSecond(passes: Passes): void {
  passes.current = {...passes.current, from: passes.current.from - 0.5};
}

/** Returns the pass to which a line of a time (epoch seconds) belongs. */
export function passAt(passes: Passes, time: number): Pass {
  if (passes.detour && isOver(passes.detour, passes.current, time)) endDetour(passes);
  const {current, detour} = passes;
  if (detour) return goOn(detour, time);
  if (current.latest === -Infinity) return (passes.current = startPass(time));
  if (time >= current.latest - 1) {
    current.latest = Math.max(current.latest, time);
    return current;
  }
  if (current.latest - time <= lateSeconds) return (passes.detour = startDetour(current, time));
  return (passes.current = next(passes, startPass(time)));
}

function goOn(detour: Detour, time: number): Detour {
  detour.latest = Math.max(detour.latest, time);
  detour.count += 1;
  return detour;
}

function startDetour(current: Pass, time: number): Detour {
  let wanted = 0;
  for (const _ of since(current, time)) wanted += 1;
  return {...startPass(time), count: 1, wanted};
}

/** Whether a line ends a detour: one that is later than all lines before, or that goes back again. */
function isOver(detour: Detour, current: Pass, time: number): boolean {
  if (time > current.latest || time < detour.from) return true;
  return time < detour.latest - 1 && isLongEnough(detour, current);
}

function isLongEnough({count, wanted, latest}: Detour, current: Pass): boolean {
  return count >= wanted && latest >= current.latest - 1;
}

/**
 * Decides what lines are that go back in time by a little, once no more follow them: adds late ones to their pass, or
 * ends that pass where all of its lines since then stand in the detour again.
 */
export function endDetour(passes: Passes): void {
  const {current, detour} = passes;
  passes.detour = null;
  if (!detour) return;
  if (isLongEnough(detour, current) && isRepeated(current, detour)) return void (passes.current = next(passes, detour));
  for (const [day, lines] of detour.days) {
    const known = current.days.get(day);
    if (known) addLines(known, lines);
    else current.days.set(day, lines);
  }
}

function isRepeated(current: Pass, detour: Detour): boolean {
  const found = new Set<string>();
  for (const [time, lines, i] of since(detour, detour.from)) found.add(`${time} ${wordsOf(lines, i)}`);
  for (const [time, lines, i] of since(current, detour.from)) {
    const words = wordsOf(lines, i);
    if (![time, time - 1, time + 1].some((near) => found.has(`${near} ${words}`))) return false;
  }
  return true;
}

/** Yields the lines of a pass from a time on, each with its time, the newest first. */
function* since({days}: Pass, from: number): Iterable<readonly [time: number, lines: Lines, i: number]> {
  for (const [day, lines] of days)
    for (let i = lines.length - 1; i >= 0; i -= 1) {
      const time = day * daySeconds + lines.second[i]!;
      if (time < from - jitterSeconds) break;
      if (time >= from) yield [time, lines, i];
    }
}

/** Ends the current pass, and returns the one that follows it. */
function next(passes: Passes, following: Pass): Pass {
  const {current, ended} = passes;
  for (const [day, lines] of current.days) {
    const parts = ended.get(day) ?? [];
    ended.set(day, parts);
    parts.push(partOf(passes, day, lines));
    while (parts.length > 1 && parts.at(-2)!.lines.length <= 2 * parts.at(-1)!.lines.length) joinLast(parts);
  }
  return following;
}

function partOf(passes: Passes, day: number, all: Lines): Part {
  const {current, medium} = passes;
  settle(all, sum);
  const {lines, copies} = singled(all, {medium, usual: passes.copies});
  passes.copies = copies;
  return {lines, cover: {from: current.from - day * daySeconds, to: current.latest - day * daySeconds}, isPass: true};
}

/** Makes the last two parts one; merging those of about the same size costs the same for any number of passes. */
function joinLast(parts: Part[]): void {
  const {lines, cover} = parts.pop()!;
  const before = parts.pop()!;
  merge(lines, before.lines, {cover, known: before.isPass ? before.cover : undefined});
  const from = Math.min(before.cover.from, cover.from);
  const to = Math.max(before.cover.to, cover.to);
  parts.push({lines, cover: {from, to}, isPass: false});
}

/** Returns the days (since 1970-01-01) of which the passes have lines, in order. */
export function waitingDays({ended, current}: Passes): number[] {
  return [...new Set([...ended.keys(), ...current.days.keys()])].toSorted((a, b) => a - b);
}

/** Returns how many lines of a day the passes have; equal ones of a pass that has ended count once. */
export function waitingLines({ended, current}: Passes, day: number): number {
  const parts = ended.get(day) ?? [];
  return parts.reduce((sum, {lines}) => sum + lines.length, current.days.get(day)?.length ?? 0);
}

/** Takes the lines of a day out of the passes that have ended and the current one, and returns them, settled. */
export function takeDay(passes: Passes, day: number): Part {
  const {ended, current} = passes;
  const parts = ended.get(day) ?? [];
  const lines = current.days.get(day);
  if (lines) parts.push(partOf(passes, day, lines));
  while (parts.length > 1) joinLast(parts);
  ended.delete(day);
  current.days.delete(day);
  return parts[0] ?? {lines: createLines(1), cover: {from: 0, to: 0}, isPass: true};
}
