/** How a log can be packed. */
export type Packing = "gzip" | "xz" | "zstd" | "bzip2";

/** The command that unpacks each packing to standard output; the name of the file follows. */
export const unpackCommands: Readonly<Record<Packing, string>> = {
  gzip: "gzip -dc",
  xz: "xz -dc",
  zstd: "zstd -dc",
  bzip2: "bzip2 -dc"
};

const magics: readonly (readonly [packing: Packing, start: Buffer])[] = [
  ["gzip", Buffer.from([0x1f, 0x8b])],
  ["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ["zstd", Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ["zstd", Buffer.from([0x50, 0x2a, 0x4d, 0x18])], // the skippable frame that pzstd begins with
  ["bzip2", Buffer.from("BZh")]
];

/**
 * Returns how a log is packed that starts with these bytes, or null for plain text. Names say nothing: they can be
 * wrong.
 */
export function packingOf(start: Uint8Array): Packing | null {
  return magics.find(([, magic]) => magic.equals(start.subarray(0, magic.length)))?.[0] ?? null;
}
