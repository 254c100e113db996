/**
 * Returns, by halving, the first index from `from` on at which a condition holds that then holds at all later ones too;
 * `to` where it holds at none before that.
 */
export function firstIndex({from, to}: {from: number; to: number}, holds: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
