/** A seeded source of random numbers: the same on every machine, for it uses 32-bit integers only. */
export interface Random {
  /** Returns an integer from 0 to n - 1; *n* at most 2^32. */
  below(n: number): number;
  /** Returns true once in *n* times on average. */
  oneIn(n: number): boolean;
  /** Returns one of the items. */
  pick<T>(items: readonly T[]): T;
}

/**
 * Returns the generator xoshiro128** of Blackman and Vigna (prng.di.unimi.it, public domain), its state filled by
 * splitmix32 from the seed.
 */
export function createRandom(seed: number): Random {
  const fill = splitmix32(seed);
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  const below = (n: number): number => Math.floor((next() / 0x1_0000_0000) * n);
  return {below, oneIn: (n) => below(n) === 0, pick: (items) => items[below(items.length)]!};
}

/**
 * Returns a function that draws an index with a probability in proportion to its weight, in constant time
 * (the alias method of Walker and Vose).
 */
export function createSampler(weights: readonly number[]): (random: Random) => number {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = Float64Array.from(weights, (weight) => (weight * n) / total);
  const alias = Uint32Array.from(weights, (_, i) => i);
  const small = [...share.keys()].filter((i) => share[i]! < 1);
  const large = [...share.keys()].filter((i) => share[i]! >= 1);
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!;
    const high = large.at(-1)!;
    alias[low] = high;
    share[high]! -= 1 - share[low]!;
    if (share[high]! < 1) small.push(large.pop()!);
  }
  const limit = Uint32Array.from(share, (value) => Math.min(0xffff_ffff, Math.floor(value * 0x1_0000_0000)));
  return (random) => {
    const i = random.below(n);
    return alias[i] === i || random.below(0x1_0000_0000) < limit[i]! ? i : alias[i]!;
  };
}

/** Returns the items in a random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}
