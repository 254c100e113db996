// What becomes of a row that is there already, as SQL behind an INSERT.

/** Adds the counts of a row of `ledger` to those that its log and host have. */
export const addCounts = `ON CONFLICT DO UPDATE SET read = read + excluded.read, other = other + excluded.other,
  pruned = pruned + excluded.pruned, unread = unread + excluded.unread`;

/** Gives a row of `unknown` the newer of two times; either can be null. */
export const keepNewest = "last = ifnull(max(last, excluded.last), ifnull(last, excluded.last))";

/** Adds the lines of a row of `unknown` to those that its host has of the shape. */
export const addShape = `ON CONFLICT DO UPDATE SET lines = lines + excluded.lines, ${keepNewest}`;
