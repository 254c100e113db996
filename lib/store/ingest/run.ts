import {createScanner, type Scanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";
import type {Event} from "../../log/event/event.ts";
import {createCollector, type Collector, type Tail} from "../day/collector.ts";
import type {Store} from "../database.ts";
import type {Medium} from "../day/lines.ts";
import type {State} from "./position.ts";
import type {Reading} from "./read.ts";
import {isTaken, takeUnended, unendedLine, type Unended} from "./unended.ts";
import {createUnknownLines, type UnknownLines} from "./unknown-lines.ts";
import {createWriter, type Writer} from "../day/writer.ts";

/** What one run over one log works with. */
export interface Run {
  readonly writer: Writer;
  readonly medium: Medium;
  readonly scanner: Scanner;
  /** One for all whole lines, and one for a last line without an end. */
  readonly collectors: Collector[];
  readonly unknownLines: UnknownLines;
  /** The line without an end that the last run took: now it is read again, or is still the last one. */
  readonly before: Unended | undefined;
  /** Adds a collector, which gets all events from now on; so does `events`. */
  collect(tail: Tail, events?: Event[]): Collector;
  changed: boolean;
}

/** Returns what a run over a log works with: the scanner gives to the collectors what it reads. */
export async function createRun(store: Store, source: Source, {known, ...options}: Reading): Promise<Run> {
  const state = known?.state;
  const isCopy = state?.place ? !(await source.journal?.resume(state.place)) : false;
  const [writer, medium] = [createWriter(store), source.medium()];
  const collectors: Collector[] = [];
  const unknownLines = createUnknownLines();
  let add: (event: Event) => void;
  const scanner = createScanner({
    ...options,
    modified: changeTime(source),
    state: state?.scanner,
    onEvent: (event) => add(event),
    onUnknown: unknownLines.add
  });
  const collect: Run["collect"] = (tail, events) => {
    const collector = createCollector(store, writer, {medium, tail});
    add = (event) => {
      events?.push({...event}); // the scanner fills its object anew
      collector.add(event);
    };
    collectors.push(collector);
    return collector;
  };
  collect(isCopy ? [] : (state?.tail ?? []));
  return {writer, medium, scanner, collectors, unknownLines, before: state?.unended, collect, changed: false};
}

/** Returns when a log was last changed, if that is known: a clock without a battery starts in 1970. */
function changeTime({modified}: Source): number | undefined {
  return modified !== null && modified > Date.UTC(2000, 0) / 1000 ? modified : undefined;
}

/** What is to be remembered where a run has ended: the bytes of its whole lines, and the state after them. */
export interface RunEnd {
  readonly bytes: number;
  readonly state: State;
}

/** Brings in what a run over a log has read, up to its end; null if that is nothing. */
export async function endOf(source: Source, run: Run): Promise<RunEnd | null> {
  const {scanner, before, collectors} = run;
  const bytes = scanner.consumed;
  const rest = await unendedLine(source, scanner);
  if (bytes === 0 && (!rest || (before && isTaken(rest, before)))) return null;
  collectors[0]!.finish();
  const tail = collectors[0]!.tail();
  const version = source.problem() === null ? (source.version ?? undefined) : undefined;
  const state = {scanner: scanner.save(), tail, place: source.journal?.position(), version};
  const events: Event[] = [];
  const unended = rest ? takeUnended(rest, scanner, {tail, collector: run.collect(tail, events), events}) : undefined;
  run.changed ||= collectors.some(({changed}) => changed);
  return {bytes, state: {...state, unended}};
}
