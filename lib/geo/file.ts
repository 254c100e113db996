import {existsSync} from "node:fs";
import {basename} from "node:path";
import maxmind from "maxmind";
import type {Address} from "./address.ts";

/** Where places come from, for captions: its name, the day it was built, and whom its licence wants named. */
export interface GeoSource {
  readonly name: string;
  /** the type that the file gives itself */
  readonly type: string;
  /** ISO date; null when the file gives an impossible one */
  readonly buildDate: string | null;
  /** the file's name, without its folder */
  readonly path: string;
  readonly attribution: {readonly text: string; readonly url: string} | null;
}

/** An open geo database: `places` answers with places, `networks` with AS numbers. */
export interface GeoFile {
  readonly kind: "places" | "networks";
  readonly source: GeoSource;
  /** Returns the record of an address, or null when there is none, when it is unreadable, or of another IP version. */
  get(address: Address): unknown;
}

/** Opens a geo database in MaxMind's format; throws one line that says what to do when the file is missing or none. */
export async function openFile(path: string): Promise<GeoFile> {
  if (!existsSync(path)) throw new Error(`no geo database at ${path}; ${remedy}`);
  const reader = await openReader(path);
  const {databaseType, ipVersion, buildEpoch} = reader.metadata;
  const type = String(databaseType);
  return {
    kind: kindOf(type, path),
    source: {...provider(type, basename(path)), type, buildDate: isoDate(buildEpoch), path: basename(path)},
    get: ({text, bytes}) => (holds(type, ipVersion, bytes.length) ? recordOf(reader, text) : null)
  };
}

type Reader = Awaited<ReturnType<typeof maxmind.open>>;

const remedy = "run npm start, which installs one, or name another file by KNOCKBOOK_GEO";

async function openReader(path: string): Promise<Reader> {
  try {
    const reader = await maxmind.open(path);
    for (const address of probes) reader.get(address);
    return reader;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read geo database ${path}; damaged or not in MaxMind's format: ${why}; ${remedy}`);
  }
}

// Addresses in far corners of the tree: a file whose records cannot be decoded there is told on opening, not by gaps.
const probes = ["1.1.1.1", "81.2.69.160", "223.255.255.1", "255.255.255.255"];

const kinds: readonly (readonly [RegExp, GeoFile["kind"]])[] = [
  [/city|country|enterprise|location/i, "places"],
  [/asn|\bisp\b/i, "networks"]
];

function kindOf(type: string, path: string): GeoFile["kind"] {
  const kind = kinds.find(([pattern]) => pattern.test(type));
  if (kind) return kind[1];
  throw new Error(`geo database ${path} has no cities, countries or AS numbers: its type is "${type}"; ${remedy}`);
}

/** An address looked up in a file of the other version would get a wrong place without an error. */
function holds(type: string, ipVersion: number, byteLength: number): boolean {
  if (byteLength === 16) return ipVersion === 6;
  return !/ipv6$/i.test(type); // "city ipv6": such a package has its IPv4 half in a file of its own
}

function recordOf(reader: Reader, address: string): unknown {
  try {
    return reader.get(address);
  } catch {
    return null; // a damaged record; the probes have shown that the file as a whole can be read
  }
}

const providers: readonly (readonly [RegExp, string, string, string])[] = [
  [/dbip/i, "DB-IP", "IP Geolocation by DB-IP", "https://db-ip.com"],
  [/geolite/i, "GeoLite2", "This product includes GeoLite Data created by MaxMind", "https://www.maxmind.com"],
  [/geoip2/i, "GeoIP2", "Geolocation by MaxMind GeoIP2", "https://www.maxmind.com"]
];

function provider(type: string, file: string): Pick<GeoSource, "name" | "attribution"> {
  const found = providers.find(([pattern]) => pattern.test(type) || pattern.test(file));
  if (!found) return {name: type, attribution: null};
  const [, brand, text, url] = found;
  const kind = titles[/asn|isp|city|country|enterprise/i.exec(type)?.[0].toLowerCase() ?? ""];
  const lite = brand === "DB-IP" && /lite|ipv[46]$/i.test(type) ? "Lite" : null;
  return {name: [brand, kind, lite].filter(Boolean).join(" "), attribution: {text, url}};
}

const titles: Readonly<Record<string, string>> = {
  asn: "ASN",
  isp: "ISP",
  city: "City",
  country: "Country",
  enterprise: "Enterprise"
};

function isoDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
