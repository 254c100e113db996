import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {parseAddress, sharesPrefix, type Bytes} from "../../lib/geo/address.ts";

const folder = join(import.meta.dirname, "../../../shared/geo");

/** Why tests on the shared geo files are skipped, or false when the files are there; says so loudly once. */
export const skip: string | false = existsSync(folder) ? false : `NOT TESTED: no geo test files at ${folder}`;
if (skip) console.error(`\n*** ${skip} ***\n`);

/** Returns the path of a shared geo file. */
export function shared(file: string): string {
  return join(folder, file);
}

/** A record as MaxMind's sources have it. */
export interface SharedRecord {
  readonly country?: Named;
  readonly city?: Named;
  readonly subdivisions?: readonly Named[];
  readonly location?: {latitude?: number; longitude?: number; accuracy_radius?: number};
}

interface Named {
  readonly iso_code?: string;
  readonly names?: {en?: string};
}

/** Returns the records that MaxMind built a test file from, by network; of equal networks the last one holds. */
export function sharedRecords(name: string): Record<string, SharedRecord> {
  const records = JSON.parse(readFileSync(shared(`${name}.json`), "utf8")) as Record<string, SharedRecord>[];
  return Object.assign({}, ...records) as Record<string, SharedRecord>;
}

/** Returns the first address of a network; the records write IPv4 as `::1.2.3.0/120`. */
export function firstAddress(network: string): string {
  return network.replace(/^::(?=\d+\.)/, "").replace(/\/\d+$/, "");
}

/** Returns the record of the smallest network that holds an address, as the file must have it, or undefined. */
export function recordAt(text: string, records: Readonly<Record<string, SharedRecord>>): SharedRecord | undefined {
  const {bytes} = parseAddress(text)!;
  const holding = Object.keys(records)
    .map((network) => ({network, ...blockOf(network)}))
    .filter((block) => block.bytes.length === bytes.length && sharesPrefix(bytes, block.bytes, block.bits));
  const smallest = holding.toSorted((a, b) => a.bits - b.bits).at(-1);
  return smallest && records[smallest.network];
}

/** Returns the last address of a network. */
export function lastAddress(network: string): string {
  const {bytes, bits} = blockOf(network);
  const last = bytes.map((byte, i) => byte | (0xff >> Math.min(8, Math.max(0, bits - 8 * i))));
  if (last.length === 4) return last.join(".");
  return Buffer.from(last).toString("hex").match(/..../g)!.join(":");
}

function blockOf(network: string): {bytes: Bytes; bits: number} {
  const bits = Number(network.split("/")[1]);
  const {bytes} = parseAddress(firstAddress(network))!;
  return {bytes, bits: network.startsWith("::") && bytes.length === 4 ? bits - 96 : bits};
}
