import {existsSync} from "node:fs";
import type {Address} from "./address.ts";
import {networkOf, type Network} from "./network.ts";
import {placeOf, type Place} from "./place.ts";
import {readRecords, type Metadata, type RecordFile} from "./reader.ts";
import {sourceOf, type GeoSource} from "./source.ts";

/** An open geo file: it says where addresses are, or whose networks they are in. */
export type GeoFile = PlaceFile | NetworkFile;
export type PlaceFile = FileOf<"places", Place>;
export type NetworkFile = FileOf<"networks", Network>;

interface FileOf<Kind extends string, Found> {
  readonly kind: Kind;
  readonly source: GeoSource;
  /** The IP versions whose addresses it has. */
  readonly versions: readonly (4 | 6)[];
  /** Returns what the file says of an address, one object for all networks of a record; null where it says nothing. */
  find(address: Address): Found | null;
}

/** Opens a geo database in MaxMind's format; throws one line that says what to do when the file is missing or none. */
export async function openFile(path: string): Promise<GeoFile> {
  if (!existsSync(path)) throw new Error(`no geo database at ${path}; ${remedy}`);
  const records = await recordsOf(path);
  const kind = kindOf(records.metadata.type, path);
  const source = sourceOf(path, records.metadata);
  const about = {source, versions: versionsOf(records.metadata)};
  return kind === "places"
    ? {kind, ...about, find: finder(records, about, (record) => placeOf(record, source))}
    : {kind, ...about, find: finder(records, about, networkOf)};
}

const remedy = "run npm start, which installs one, or name another file by --geo or KNOCKBOOK_GEO";

async function recordsOf(path: string): Promise<RecordFile> {
  try {
    return await readRecords(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read geo database ${path}; damaged or not in MaxMind's format: ${why}; ${remedy}`);
  }
}

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
function versionsOf({type, ipVersion}: Metadata): (4 | 6)[] {
  if (ipVersion === 4) return [4];
  return /ipv6$/i.test(type) ? [6] : [4, 6]; // "city ipv6": such a package has its IPv4 half in a file of its own
}

/** Returns what finds the things that records are read as, each record once. */
function finder<Found>(
  records: RecordFile,
  {versions}: Pick<GeoFile, "versions">,
  read: (record: unknown) => Found | null
): (address: Address) => Found | null {
  const known = new Map<number, Found | null>();
  return (address) => {
    if (!versions.includes(address.bytes.length === 4 ? 4 : 6)) return null;
    const offset = records.find(address);
    if (offset === null) return null;
    let found = known.get(offset);
    if (found === undefined) known.set(offset, (found = read(decoded(records, offset, address))));
    return found;
  };
}

function decoded(records: RecordFile, offset: number, address: Address): unknown {
  try {
    return records.decode(offset, address);
  } catch {
    return null; // a damaged record; the probes have shown that the file as a whole can be read
  }
}
