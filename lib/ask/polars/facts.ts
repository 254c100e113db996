import pl from "nodejs-polars";
import type {Dictionary, Frame} from "./star.ts";
import type {rowSchema} from "./rows.ts";

/** What is counted: rows of attempts, or the sums of such rows that have the same words. */
export interface Facts {
  readonly length: number;
  /** How many attempts each stands for. */
  readonly attempts: Int32Array | Float64Array;
  /** Seconds since the start of their quarter of an hour; null for sums, which have no time. */
  readonly seconds: Uint16Array | null;
  /** Returns the position of each in a dictionary. */
  positions(dictionary: Dictionary): Int32Array;
  /** Returns the least and the largest position in each block of {@link blockFacts}. */
  ranges(dictionary: Dictionary): Ranges;
}

/** By the number of a block. */
export interface Ranges {
  readonly least: Int32Array;
  readonly most: Int32Array;
}

/** Facts are counted in blocks of so many, which stay in the cache of a processor core from step to step. */
export const blockFacts = 4096;

/** Returns the rows of a frame as facts; their columns are kept as long as the rows. */
export function factsOf({rows}: Frame): Facts {
  const facts = kept.get(rows) ?? createFacts(rows);
  kept.set(rows, facts);
  return facts;
}

const kept = new WeakMap<pl.DataFrame, Facts>();

function createFacts(rows: pl.DataFrame): Facts {
  type Column = Int32Array | Uint16Array;
  const column = (name: keyof typeof rowSchema): Column => rows.getColumn(name).toTypedArray() as Column;
  const positions = (dictionary: Dictionary): Int32Array => {
    const ids = column(dictionary.id as keyof typeof rowSchema);
    return inDictionary(ids instanceof Int32Array ? ids : new Int32Array(ids), dictionary);
  };
  let [attempts, seconds]: [Int32Array?, Uint16Array?] = [];
  return {
    length: rows.height,
    get attempts() {
      return (attempts ??= column("times") as Int32Array);
    },
    get seconds() {
      return (seconds ??= column("second") as Uint16Array);
    },
    ...withColumns(positions)
  };
}

/** Returns facts with these columns, each made once. */
export function withColumns(positionsOf: (dictionary: Dictionary) => Int32Array): Pick<Facts, "positions" | "ranges"> {
  const [columns, spans] = [new Map<string, Int32Array>(), new Map<string, Ranges>()];
  const positions = (dictionary: Dictionary): Int32Array => {
    const found = columns.get(dictionary.id) ?? positionsOf(dictionary);
    columns.set(dictionary.id, found);
    return found;
  };
  const ranges = (dictionary: Dictionary): Ranges => {
    const found = spans.get(dictionary.id) ?? rangesOf(positions(dictionary));
    spans.set(dictionary.id, found);
    return found;
  };
  return {positions, ranges};
}

/** Returns the position in a dictionary of each id. Throws when it has none of one. */
function inDictionary(ids: Int32Array, {id, words}: Dictionary): Int32Array {
  const own = words.getColumn(id).cast(pl.Int32).toTypedArray() as Int32Array;
  const least = own.reduce((a, b) => Math.min(a, b), own[0]!);
  const most = own.reduce((a, b) => Math.max(a, b), own[0]!);
  const at = new Int32Array(most - least + 1).fill(-1);
  own.forEach((id, position) => (at[id - least] = position));
  let known = 0; // stays so while each id has a position
  for (let i = 0; i < ids.length; i += 1) known |= ids[i] = at[ids[i]! - least] ?? -1;
  if (known < 0) throw new Error(`the attempts have a ${id} of no words; ingest the logs into a new database`);
  return ids;
}

function rangesOf(positions: Int32Array): Ranges {
  const blocks = Math.ceil(positions.length / blockFacts);
  const [least, most] = [new Int32Array(blocks), new Int32Array(blocks)];
  for (let block = 0; block < blocks; block += 1) {
    const part = positions.subarray(block * blockFacts, (block + 1) * blockFacts);
    let low = part[0]!;
    let high = low;
    for (let i = 0; i < part.length; i += 1) {
      if (part[i]! < low) low = part[i]!;
      if (part[i]! > high) high = part[i]!;
    }
    least[block] = low;
    most[block] = high;
  }
  return {least, most};
}
