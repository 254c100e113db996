/**
 * Opens each geo file that is named, by itself, and looks up the addresses of a JSON file, the first argument; prints a
 * line of JSON for each. Run in a process of its own, so that a hang can be ended and a crash seen.
 */
import {readFileSync} from "node:fs";
import {openGeo} from "../../lib/geo/geo.ts";
import type {Network} from "../../lib/geo/network.ts";
import type {Place} from "../../lib/geo/place.ts";

/** What came of a file. */
export interface Answer {
  /** why it was refused */
  readonly error?: string;
  readonly places: readonly Place[];
  readonly networks: readonly (Network | null)[];
  /** The largest resident set of the process until then. */
  readonly rssBytes: number;
}

const [list, ...paths] = process.argv.slice(2);
const addresses = JSON.parse(readFileSync(list!, "utf8")) as string[];
for (const path of paths) console.log(JSON.stringify(await answer(path)));

async function answer(path: string): Promise<Answer> {
  const found = await lookedUp(path).catch((error: unknown) => ({
    error: (error as Error).message,
    places: [],
    networks: []
  }));
  return {...found, rssBytes: process.resourceUsage().maxRSS * 1024};
}

async function lookedUp(path: string): Promise<Pick<Answer, "places" | "networks">> {
  const geo = await openGeo([path]);
  return {places: addresses.map(geo.locate), networks: addresses.map(geo.network)};
}
