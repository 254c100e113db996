/**
 * Opens each geo file that is named, by itself, and looks up addresses; prints a line of JSON for each. Run in a process
 * of its own, so that a hang can be ended and a crash seen.
 */
import {openGeo} from "../../lib/geo/geo.ts";

const addresses = [
  "1.1.1.1",
  "8.8.8.8",
  "81.2.69.160",
  "255.255.255.254",
  "128.0.0.1",
  "2001:218::1",
  "2a02:ffff::1",
  "::1",
  ""
];

for (const path of process.argv.slice(2)) console.log(JSON.stringify(await answer(path)));

async function answer(path: string): Promise<object> {
  try {
    const geo = await openGeo([path]);
    const countries = geo.locateAll(addresses).map(({country}) => country);
    return {countries, networks: addresses.map(geo.network), sources: geo.sources, age: geo.ageDays()};
  } catch (error) {
    return {error: error instanceof Error ? error.message : String(error)};
  }
}
