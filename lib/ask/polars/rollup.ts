import type pl from "nodejs-polars";
import type {Dictionary, Frame} from "./star.ts";
import {factsOf, withColumns, type Facts} from "./facts.ts";
import {at, digits, eachBlock, indices, type Step} from "./blocks.ts";

/** Sums of the rows with the same words of some dictionaries. */
interface Rollup extends Facts {
  /** The ids of these dictionaries. */
  readonly ids: ReadonlySet<string>;
}

const kept = new WeakMap<pl.DataFrame, Rollup[]>();

/**
 * Returns the fewest facts that a question about some dictionaries can be answered from: sums that are kept from an
 * earlier question, or sums of all rows with the same words, if they are so few that it pays to make them, else the
 * rows. With `rows` the rows themselves, which have a time.
 */
export function fewestFacts(
  frame: Frame,
  dictionaries: ReadonlySet<Dictionary>,
  {rows = false}: {readonly rows?: boolean} = {}
): Facts {
  if (rows) return factsOf(frame);
  const rollups = kept.get(frame.rows) ?? [];
  kept.set(frame.rows, rollups);
  const [best] = rollups
    .filter(({ids}) => [...dictionaries].every(({id}) => ids.has(id)))
    .toSorted((a, b) => a.length - b.length);
  if (best) return best;
  const facts = factsOf(frame);
  if (combinations(dictionaries) > facts.length / 4) return facts;
  const made = rollup(facts, [...dictionaries]);
  rollups.push(made);
  return made;
}

function combinations(dictionaries: Iterable<Dictionary>): number {
  return [...dictionaries].reduce((product, {words}) => product * words.height, 1);
}

function rollup(facts: Facts, dictionaries: readonly Dictionary[]): Rollup {
  const sizes = dictionaries.map(({words}) => words.height);
  const steps = dictionaries.map((dictionary): Step => ({
    dictionary,
    of: null,
    size: dictionary.words.height,
    before: null
  }));
  const sums = new Float64Array(combinations(dictionaries));
  const isThere = new Uint8Array(sums.length);
  const {attempts} = facts;
  eachBlock(facts, steps, (codes, from, to) => {
    for (let i = from; i < to; i += 1) {
      const code = codes[i - from]!;
      sums[code]! += attempts[i]!;
      isThere[code] = 1;
    }
  });
  const used = indices(isThere);
  const columns = digits(used, sizes);
  const column = ({id}: Dictionary): Int32Array => columns[dictionaries.findIndex((one) => one.id === id)]!;
  return {
    ids: new Set(dictionaries.map(({id}) => id)),
    length: used.length,
    attempts: at(sums, used),
    seconds: null,
    ...withColumns(column)
  };
}
