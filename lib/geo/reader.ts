import {readFile} from "node:fs/promises";
import {Reader, type Response} from "maxmind";
import {parseAddress, type Address} from "./address.ts";
import {checkValue} from "./sound.ts";
import {recordFinder} from "./tree.ts";

/** What a file in MaxMind's format says of itself. */
export interface Metadata {
  readonly type: string;
  readonly ipVersion: 4 | 6;
  /** an invalid date when the file gives an impossible one */
  readonly built: Date;
}

/** An open file in MaxMind's format. */
export interface RecordFile {
  readonly metadata: Metadata;
  /**
   * Returns where in the file the record of an address is, the same for all its networks, or null where it has none.
   */
  find(address: Address): number | null;
  /** Returns the record that {@link find} found for an address; throws when it is damaged. */
  decode(offset: number, address: Address): unknown;
}

/**
 * Opens a file in MaxMind's format; throws one line for what is none, is cut off, or is damaged wherever it is tried.
 */
export async function readRecords(path: string): Promise<RecordFile> {
  const bytes = await readFile(path);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new Error("it is compressed: unpack it first");
  const end = bytes.lastIndexOf(marker);
  if (end < 0) throw new Error("the part that says what it holds is missing");
  const start = end + marker.length;
  checkValue({bytes, start, end: bytes.length}, start);
  const file = openRecords(bytes, end);
  for (const address of probes) {
    const offset = file.find(address);
    if (offset !== null) file.decode(offset, address);
  }
  return file;
}

const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");

// Addresses in far corners of the tree: a file whose records cannot be decoded there is told on opening, not by gaps.
const probes = ["1.1.1.1", "81.2.69.160", "223.255.255.1", "255.255.255.255"].map((text) => parseAddress(text)!);

/** Reads a file whose last part, from `end` on, says what it holds. */
function openRecords(bytes: Buffer, end: number): RecordFile {
  const shared = new Map<string | number, unknown>(); // the texts that many records point to
  const reader = new Reader<Response>(bytes, {cache: shared});
  const {databaseType, ipVersion, nodeCount, recordSize, searchTreeSize, buildEpoch} = reader.metadata;
  const start = searchTreeSize + 16;
  if (!Number.isInteger(nodeCount) || nodeCount < 0 || !(start <= end))
    throw new Error(`it does not hold the ${nodeCount} nodes that it says`);
  if (ipVersion !== 4 && ipVersion !== 6) throw new Error(`it says that it is of IP version ${ipVersion}`);
  const find = recordFinder({bytes, nodeCount, recordSize, ipVersion});
  const type = String(databaseType).replace(/[^ -~]+/g, " "); // it comes into messages of one line
  return {
    metadata: {type: type.slice(0, 80), ipVersion, built: buildEpoch},
    find: (address) => find(address.bytes),
    decode: (offset, {text}) => {
      checkValue({bytes, start, end}, offset);
      const record = reader.get(text);
      shared.delete(offset); // the record itself is not asked for again
      return record;
    }
  };
}
