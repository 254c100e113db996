import {createRandom} from "../../lib/demo/random.ts";
import {parseAddress} from "../../lib/geo/address.ts";
import {classify} from "../../lib/geo/special.ts";

/** Returns distinct public IPv4 addresses, spread evenly over all that there are. */
export function randomAddresses(n: number, seed = 9): string[] {
  const random = createRandom(seed);
  const addresses = new Set<string>();
  while (addresses.size < n) {
    const address = [1 + random.below(223), random.below(256), random.below(256), random.below(256)].join(".");
    if (classify(parseAddress(address)) === "public") addresses.add(address);
  }
  return [...addresses];
}
