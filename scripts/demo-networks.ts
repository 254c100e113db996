/**
 * Builds data/demo-networks.json: the networks that the demo's made-up addresses lie in, drawn at random from the geo
 * database by country and US state. Run it by hand (`node scripts/demo-networks.ts`); the file is committed, so that
 * the demo log does not change with the geo database.
 */
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {createRandom} from "../lib/demo/random.ts";
import {openGeo} from "../lib/geo/geo.ts";
import {stateCodes, territoryCodes} from "../lib/geo/states.ts";
import type {Random} from "../lib/demo/random.ts";
import type {Geo} from "../lib/geo/geo.ts";

const about =
  "Networks (IPv4 /24, IPv6 /48) drawn at random from IP Geolocation by DB-IP (https://db-ip.com, CC BY 4.0), by country " +
  "and US state. The demo makes up hosts in them: nothing here comes from anybody's log, and nobody in it did anything.";

// How many networks to draw: plausible shares of a Pi's visitors, and each US state at least once.
// prettier-ignore
const countries: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    `AE AL AM AO AR AT AU AZ BA BD BE BG BH BO BW BY CI CL CM CO CR CY CZ DK DO DZ EC EE EG ET FI GE GH GR GT HN HR HU IE
    IL IQ IS JM JO KE KG KH KW KZ LA LB LK LT LU LV LY MA MD ME MG MK MM MN MO MT MU MV MZ NG NI NO NP NZ OM PA PE PG PK
    PS PT PY QA RS SA SD SI SK SN SV SY TN TT TZ UG UY UZ VE XK YE ZA ZM ZW`
      .split(/\s+/)
      .map((code) => [code, 4])
  ),
  ...Object.fromEntries("AG BB BT FJ FO GL GP GU KY LI MC MQ NC PF RE SC SM VI".split(" ").map((code) => [code, 2])),
  AS: 1, MP: 1, PR: 6,
  CN: 420, RU: 110, VN: 90, IN: 100, BR: 95, DE: 95, NL: 85, SG: 75, HK: 70, KR: 75, FR: 65, GB: 60, ID: 60,
  TW: 40, JP: 40, UA: 40, TR: 35, TH: 35, CA: 35, IT: 30, PL: 30, IR: 30, MX: 30, RO: 22, ES: 22, SE: 18, MY: 18,
  PH: 16, AR: 20, CO: 16, CL: 10, ZA: 12, EG: 12, PK: 14, BD: 12, AU: 14, CH: 10, KZ: 8, BG: 8, CZ: 8, NG: 8
};

// prettier-ignore
const states: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(stateCodes).map((code) => [code, 3])),
  CA: 60, VA: 40, TX: 35, NY: 32, NJ: 24, FL: 20, WA: 18, IL: 16, GA: 14, OR: 12, OH: 12, AZ: 8, PA: 8, DC: 6,
  NV: 6, UT: 6, NC: 6, MI: 5, CO: 6, MA: 6, AK: 4, HI: 4
};

const wanted = new Map([
  ...Object.entries(countries),
  ...Object.entries(states).map(([code, n]) => [`US-${code}`, n] as const)
]);
const wantedIPv6 = new Map(Object.entries({US: 6, DE: 5, CN: 4, NL: 3, FR: 3, SG: 2, BR: 2, JP: 2, VN: 1}));
const registries = ["2001:4", "2400", "2402", "2600", "2604", "2606", "2607", "2804", "2a00", "2a01", "2a02", "2a03"];

const geo = await openGeo();
const random = createRandom(2025);
const ipv4 = draw(wanted, {tries: 6_000_000, network: () => ipv4Network(random), place: placeOfIPv4});
const ipv6 = draw(wantedIPv6, {tries: 3_000_000, network: () => ipv6Network(random), place: placeOfIPv6});
const missing = [...wanted.keys()].filter((key) => !(key in ipv4));
if (missing.length > 0) console.error(`no network found for ${missing.join(" ")}`);
const source = geo.sources.map(({name, buildDate}) => `${name} of ${buildDate}`)[0];
const path = join(import.meta.dirname, "../data/demo-networks.json");
await writeFile(path, `${JSON.stringify({about, source, ipv4, ipv6}, null, 2)}\n`);
console.log(`${path}: ${total(ipv4)} IPv4 and ${total(ipv6)} IPv6 networks, ${territories(ipv4)} US territories`);

/** Draws networks until each stratum has as many as wanted; returns them by stratum, in one string each. */
function draw(
  wanted: ReadonlyMap<string, number>,
  {tries, network, place}: {tries: number; network: () => string; place: (network: string, geo: Geo) => string | null}
): Record<string, string> {
  const found = new Map<string, Set<string>>();
  let open = [...wanted.values()].reduce((sum, n) => sum + n, 0);
  for (let i = 0; i < tries && open > 0; i++) {
    const candidate = network();
    const key = place(candidate, geo);
    if (key === null || !wanted.has(key)) continue;
    const networks = found.get(key) ?? new Set();
    if (networks.size === wanted.get(key) || networks.has(candidate)) continue;
    found.set(key, networks.add(candidate));
    open--;
  }
  return Object.fromEntries(
    [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, networks]) => [key, [...networks].join(" ")])
  );
}

function ipv4Network(random: Random): string {
  return [1 + random.below(223), random.below(256), random.below(256)].join(".");
}

/** A network counts only when its ends and middle lie in one country and state: then a new database will agree. */
function placeOfIPv4(network: string, geo: Geo): string | null {
  const key = placeKey(`${network}.1`, geo);
  return key !== null && [127, 254].every((host) => placeKey(`${network}.${host}`, geo) === key) ? key : null;
}

function ipv6Network(random: Random): string {
  const registry = random.pick(registries);
  const group = (): string => (1 + random.below(0xffff)).toString(16);
  if (registry === "2001:4") return `2001:${(0x400 + random.below(0xa00)).toString(16)}:${group()}`;
  return `${registry}:${group()}:${group()}`;
}

function placeOfIPv6(network: string, geo: Geo): string | null {
  const {country} = geo.locate(`${network}::1`);
  return country !== null && geo.locate(`${network}:8000::1`).country === country ? country : null;
}

function placeKey(address: string, geo: Geo): string | null {
  const {country, regionCode} = geo.locate(address);
  return country === "US" ? `US-${regionCode}` : country;
}

function total(networks: Record<string, string>): number {
  return Object.values(networks).reduce((sum, list) => sum + list.split(" ").length, 0);
}

function territories(networks: Record<string, string>): number {
  return Object.values(territoryCodes).filter((code) => code in networks).length;
}
