import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {shuffled} from "./random.ts";
import type {Random} from "./random.ts";

/** A made-up address and the country that its network lies in ("US-AK" for a US state). */
export interface Host {
  readonly address: string;
  readonly country: string;
}

/** The content of data/demo-networks.json: networks by country or US state, as lists separated by spaces. */
export interface Networks {
  readonly about: string;
  readonly source: string;
  readonly ipv4: Readonly<Record<string, string>>;
  readonly ipv6: Readonly<Record<string, string>>;
}

/** Returns the networks of the demo; throws when data/demo-networks.json is missing. */
export function readNetworks(): Networks {
  return JSON.parse(readFileSync(join(projectRoot(), networksFile), "utf8")) as Networks;
}

/** Returns one made-up host in each network, in a random order. */
export function createHosts({ipv4, ipv6}: Networks, random: Random): Host[] {
  const hosts = (networks: Readonly<Record<string, string>>, host: (network: string) => string): Host[] =>
    Object.entries(networks).flatMap(([country, list]) =>
      list.split(" ").map((network) => ({address: host(network), country}))
    );
  return shuffled(
    [
      ...hosts(ipv4, (network) => `${network}.${1 + random.below(254)}`),
      ...hosts(ipv6, (network) => `${network}:${(0x1000 + random.below(0xe000)).toString(16)}::${1 + random.below(9)}`)
    ],
    random
  );
}

/** Returns the folder of the project: the nearest one above this file that has the demo's networks. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, networksFile))) {
    if (folder === dirname(folder))
      throw new Error(`no ${networksFile} above ${import.meta.dirname}; restore it from git`);
    folder = dirname(folder);
  }
  return folder;
}

const networksFile = "data/demo-networks.json";
