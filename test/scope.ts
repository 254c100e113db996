// How much is tried: `npm test` tries a part of what takes long, `npm run test:more` and .ci/run the whole
// (TESTS=whole).

/** Whether everything is tried. Elsewhere the dearest cases are left out, and properties are tried less often. */
export const whole = process.env.TESTS === "whole";

/** Returns the cases to try: all of them, or the first `n`. */
export function few<T>(cases: readonly T[], n: number): readonly T[] {
  return whole ? cases : cases.slice(0, n);
}

/** Returns how often to try a property: `n` times, or a fifth of that. */
export function times(n: number): number {
  return whole ? n : Math.ceil(n / 5);
}

/** Returns how far to go on from one case to the next among many alike: by `n`, or five times as far. */
export function stride(n: number): number {
  return whole ? n : 5 * n;
}

/** Why a test is left out, in the form of node:test's `skip`; false where everything is tried. */
export const later = whole ? false : "takes long: npm run test:more";
