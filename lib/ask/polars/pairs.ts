/** Rows in groups. */
interface Grouped {
  /** By the row: its group; −1: in none. */
  readonly of: Int32Array;
  /** How many groups there are. */
  readonly size: number;
}

/** Pairs of a group and a code, numbered. */
export interface Pairs {
  /** How many different ones there are. */
  readonly size: number;
  /** By the row: the number of its pair; −1 where the row is in no group. */
  readonly of: Int32Array;
  /** By the number: the group, and the code. */
  readonly groups: Int32Array;
  readonly codes: Int32Array;
}

/**
 * Numbers the pairs that there are of the groups of rows (`of`, below `size`) and their codes (below `codes`). The rows
 * are put in the order of their groups, and a code gets a number where a group first has it: the time grows with the
 * rows, not with the pairs that there might be.
 */
export function pairsOf({of, size}: Grouped, codes: number, codeOf: (row: number) => number): Pairs {
  const starts = startsOf(of, size);
  const order = inOrder(of, starts);
  const made = {of: new Int32Array(of.length).fill(-1), groups: new Int32Array(order.length), codes: order.slice()};
  const [seenIn, numbers] = [new Int32Array(codes).fill(-1), new Int32Array(codes)];
  let pairs = 0;
  for (let group = 0; group < size; group += 1)
    for (let i = starts[group]!; i < starts[group + 1]!; i += 1) {
      const code = codeOf(order[i]!);
      if (seenIn[code] !== group) {
        seenIn[code] = group;
        numbers[code] = pairs;
        made.groups[pairs] = group;
        made.codes[pairs] = code;
        pairs += 1;
      }
      made.of[order[i]!] = numbers[code]!;
    }
  return {size: pairs, ...made};
}

/** Returns where the rows of each group start when they are put in the order of groups; one more at the end. */
export function startsOf(of: Int32Array, size: number): Int32Array {
  const starts = new Int32Array(size + 1);
  for (let i = 0; i < of.length; i += 1) if (of[i]! >= 0) starts[of[i]! + 1]! += 1;
  for (let group = 0; group < size; group += 1) starts[group + 1]! += starts[group]!;
  return starts;
}

/** Returns the rows in the order of their groups. */
function inOrder(of: Int32Array, starts: Int32Array): Int32Array {
  const [order, next] = [new Int32Array(starts.at(-1)!), starts.slice()];
  for (let i = 0; i < of.length; i += 1) if (of[i]! >= 0) order[next[of[i]!]!++] = i;
  return order;
}
