import type {GeoSource} from "./credits.ts";

/** What stands on a page beside its notebooks. */
export interface PageOptions {
  /** Whose log it is. */
  readonly host?: string;
  /** The time the log covers, with its zone, as text for people. */
  readonly span?: string;
  /** What a reader must know before anything else, such as that the data is made up: some bold words and a sentence. */
  readonly notes?: readonly Note[];
  /** The geo databases that places come from. */
  readonly geo?: readonly GeoSource[];
  readonly generated: Date;
  /** The titles of all notebooks by the names of their files, without `.ipynb`. */
  readonly titles?: ReadonlyMap<string, string>;
  /** Whether links to other notebooks lead into the same page, which holds them all, or to pages beside it. */
  readonly joined?: boolean;
  /** Whether charts stay pictures, for paper: the page then has no script. */
  readonly still?: boolean;
}

export type Note = readonly [bold: string, sentence: string];

/**
 * JSON that the page's script reads: charts by `chart-1`, `chart-2` …, their forms for narrow screens by `phone-1` …, and
 * what charts share by `data-` and a hash.
 */
export type Blocks = Map<string, string>;

/** A page while it is put together. */
export interface Draft {
  readonly options: PageOptions;
  readonly blocks: Blocks;
  /** How often each word was counted with {@link next}. */
  readonly counts: Map<string, number>;
}

/** Returns an empty page. */
export function newDraft(options: PageOptions): Draft {
  return {options, blocks: new Map(), counts: new Map()};
}

/** Returns how often this word has been counted on a page, this time included. */
export function next({counts}: Draft, word: string): number {
  const n = (counts.get(word) ?? 0) + 1;
  counts.set(word, n);
  return n;
}
