import {writeFileSync} from "node:fs";
import {parseAddress} from "../../lib/geo/address.ts";

/** What a test file holds: a record, as JSON has it, for each network. */
export interface TestFile {
  readonly type: string;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly ipVersion?: 4 | 6;
  readonly recordSize?: 24 | 28 | 32;
  readonly built?: string;
}

/**
 * Writes a file in MaxMind's format (MaxMind DB specification 2.0) for a test and returns its path. Whole numbers
 * become 32-bit ones, others doubles; a Buffer stands in the data as it is, which makes broken records.
 */
export function writeMmdb(path: string, file: TestFile): string {
  writeFileSync(path, mmdb(file));
  return path;
}

/** Returns the bytes that {@link writeMmdb} writes. */
export function mmdb({type, networks, ipVersion = 6, recordSize = 28, built = "2026-01-31"}: TestFile): Buffer {
  const values = Object.values(networks).map(encode);
  const offsets = values.map((_, i) => Buffer.concat(values.slice(0, i)).length);
  const nodes = treeOf(Object.keys(networks), ipVersion);
  const numbers = nodes.map((node) =>
    node.map((to) => (to === null ? nodes.length : to < 0 ? nodes.length + 16 + offsets[-to - 1]! : to))
  );
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Date.parse(built) / 1000,
    database_type: type,
    description: {en: "made by a test"},
    ip_version: ipVersion,
    languages: ["en"],
    node_count: nodes.length,
    record_size: recordSize
  };
  const tree = Buffer.concat(numbers.map(([left, right]) => nodeBytes(left!, right!, recordSize)));
  return Buffer.concat([tree, Buffer.alloc(16), ...values, marker, encode(metadata)]);
}

const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");

/** A node has two ends: the number of a node, minus the number of a network from 1, or null. */
type Node = [number | null, number | null];

function treeOf(networks: readonly string[], ipVersion: 4 | 6): Node[] {
  const nodes: Node[] = [[null, null]];
  for (const [i, network] of networks.entries()) {
    const bits = bitsOf(network, ipVersion);
    let node = 0;
    for (const bit of bits.slice(0, -1)) {
      if (nodes[node]![bit] === null) nodes[node]![bit] = nodes.push([null, null]) - 1;
      node = nodes[node]![bit]!;
    }
    nodes[node]![bits.at(-1)!] = -i - 1;
  }
  return nodes;
}

function bitsOf(network: string, ipVersion: 4 | 6): (0 | 1)[] {
  const [address, length] = network.split("/") as [string, string];
  const {bytes} = parseAddress(address)!;
  const bits = [...bytes].flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map((bit) => (bit === "1" ? 1 : 0)));
  const zeros = ipVersion === 6 && bytes.length === 4 ? Array<0>(96).fill(0) : [];
  return [...zeros, ...bits.slice(0, Number(length))];
}

function nodeBytes(left: number, right: number, recordSize: 24 | 28 | 32): Buffer {
  const hex = (value: number): string => value.toString(16).padStart(recordSize / 4, "0");
  if (recordSize !== 28) return Buffer.from(hex(left) + hex(right), "hex");
  return Buffer.from(hex(left).slice(1) + hex(left)[0]! + hex(right)[0]! + hex(right).slice(1), "hex");
}

/** Returns a value as the data section has it. */
export function encode(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") return encodeNumber(value);
  if (Array.isArray(value)) return Buffer.concat([head(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([head(7, entries.length), ...entries.flat().map(encode)]);
}

function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(Number.isInteger(value) && value >= 0 ? 4 : 8);
  if (bytes.length === 4) bytes.writeUInt32BE(value);
  else bytes.writeDoubleBE(value);
  return Buffer.concat([head(bytes.length === 4 ? 6 : 3, bytes.length), bytes]);
}

/** Returns the bytes before a value: its type, and its size below 2^24 + 65,821. */
export function head(type: number, size: number): Buffer {
  const [low, more] =
    size < 29
      ? [size, []]
      : size < 285
        ? [29, [size - 29]]
        : size < 65_821
          ? [30, bytesOf(size - 285, 2)]
          : [31, bytesOf(size - 65_821, 3)];
  return Buffer.from(type > 7 ? [low, type - 7, ...more] : [(type << 5) | low, ...more]);
}

function bytesOf(value: number, length: number): number[] {
  return Array.from({length}, (_, i) => (value >> (8 * (length - 1 - i))) & 255);
}
