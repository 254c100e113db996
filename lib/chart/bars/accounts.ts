import {colors} from "../parts/theme.ts";

/** What the log says of the account of a name, each with its colour. */
export const accounts = {
  "exists on this host": colors.known,
  "does not exist here": colors.attempts,
  "not said in the log": colors.grey
} as const;

/** Returns the words for whether an account exists; null stands for a log that does not say. */
export const accountOf = (known: boolean | null): keyof typeof accounts =>
  known === null ? "not said in the log" : known ? "exists on this host" : "does not exist here";
