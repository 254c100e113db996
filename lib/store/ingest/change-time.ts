import type {Source} from "../../log/source/source.ts";

/**
 * Returns when a log was last changed, in epoch seconds, if that is known: a clock without a battery starts in 1970.
 */
export function changeTime({modified}: Source): number | undefined {
  return modified !== null && modified > Date.UTC(2000, 0) / 1000 ? modified : undefined;
}
