import type {GeoSource} from "./credits.ts";

/** What a page says beside its notebooks, and in which form. */
export interface PageOptions {
  /** The name of the host. */
  readonly host?: string;
  /** The time the log covers, with its zone, as text for people. */
  readonly span?: string;
  /** Notes that stand above everything else, such as that the data is made up. */
  readonly notes?: readonly Note[];
  /** The geo databases that places come from. */
  readonly geo?: readonly GeoSource[];
  /** When the page is made. */
  readonly generated: Date;
  /** The titles of all notebooks by the names of their files, without `.ipynb`. */
  readonly titles?: ReadonlyMap<string, string>;
  /**
   * Whether one page holds all notebooks, and links between them lead into it. By default each has a page of its own.
   */
  readonly joined?: boolean;
  /** Whether charts stay pictures, as for paper. The page then has no script. */
  readonly still?: boolean;
}

/** A note to the reader: some bold words, and a sentence. */
export type Note = readonly [bold: string, sentence: string];

/**
 * The JSON that the script of a page reads: charts as `chart-1`, `chart-2` …, their forms for phones as `phone-1` …,
 * and what charts share as `data-` and a hash.
 */
export type Blocks = Map<string, string>;

/** A page while it is put together. */
export interface Draft {
  readonly options: PageOptions;
  readonly blocks: Blocks;
  /** How often {@link next} has counted each word. */
  readonly counts: Map<string, number>;
}

/** Returns an empty page. */
export function newDraft(options: PageOptions): Draft {
  return {options, blocks: new Map(), counts: new Map()};
}

/** Returns how often a word has been counted on a page, with this time. */
export function next({counts}: Draft, word: string): number {
  const n = (counts.get(word) ?? 0) + 1;
  counts.set(word, n);
  return n;
}
