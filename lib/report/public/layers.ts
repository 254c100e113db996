import {gunzipSync, inflateSync} from "node:zlib";
import {pngTexts} from "./png.ts";

/** A text as it stands in a file, or as it is after decoding. */
export interface Layer {
  readonly text: string;
  /** The steps of decoding that led to it: ` > base64 > percent`; empty for the text itself. */
  readonly how: string;
}

const deepest = 4;
const inline = /<\/?(?:a|b|code|em|i|span|strong|tspan)\b[^<>]*>/gi; // may stand within a word

/**
 * Returns all texts that a text holds. The first is the text itself. Then entities of HTML, escapes of JSON and percent
 * signs are decoded, up to four times; then tags are removed. What stands in the text as base64 follows in the same
 * way: texts, texts packed by gzip or zlib, texts beside the pixels of a PNG, and the printable parts of anything else.
 */
export function* layers(text: string, how = "", depth = 0): Generator<Layer> {
  let last = text;
  yield {text, how};
  for (let round = 0; round < deepest; round++) {
    let changed = false;
    for (const [name, decode] of decoders) {
      const decoded = decode(last);
      if (decoded === last) continue;
      changed = true;
      last = decoded;
      yield {text: last, how: `${how} > ${name}`};
    }
    if (!changed) break;
  }
  yield {text: last.replaceAll(inline, "").replaceAll(/<[^<>]*>/g, "\n"), how: `${how} > words alone`};
  if (depth < deepest) for (const packed of new Set([text, last])) yield* packedLayers(packed, how, depth);
}

const named: Readonly<Record<string, string>> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0"};

const decoders: readonly (readonly [name: string, decode: (text: string) => string])[] = [
  [
    "entities",
    (text) =>
      text.replaceAll(
        /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));?/gi,
        (all, ...[decimal, hex, name]: (string | undefined)[]) =>
          name ? (named[name] ?? all) : character(decimal ? Number(decimal) : parseInt(hex!, 16), all)
      )
  ],
  [
    "escapes",
    (text) =>
      text.replaceAll(
        /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(["'\\/]))/gi,
        (all, ...[a, b, c, sign]: (string | undefined)[]) => sign ?? character(parseInt((a ?? b ?? c)!, 16), all)
      )
  ],
  [
    "percent",
    (text) => text.replaceAll(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString())
  ]
];

function character(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

const base64 = /[A-Za-z0-9+/_-]{8,}={0,2}/g;

function* packedLayers(text: string, how: string, depth: number): Generator<Layer> {
  for (const [run] of text.matchAll(base64)) {
    const inner = textsIn(Buffer.from(run, "base64"));
    if (inner !== "") yield* layers(inner, `${how} > base64`, depth + 1);
  }
}

const png = Buffer.from("89504e470d0a1a0a", "hex");
const readable = /[\p{L}\p{N}\p{P}\p{S} \n\r\t]{4,}/gu;

function textsIn(bytes: Buffer): string {
  if (bytes.subarray(0, png.length).equals(png)) return pngTexts(bytes).join("\n");
  const unpacked = inflated(bytes);
  return (unpacked ?? bytes).toString("utf8").match(readable)?.join("\n") ?? "";
}

/** Returns the unpacked bytes of gzip or zlib; null where they are not packed so. */
function inflated(bytes: Buffer): Buffer | null {
  const limits = {maxOutputLength: 2 ** 26};
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, limits);
    if ((bytes[0]! & 0x0f) === 8 && bytes.length > 8 && bytes.readUInt16BE(0) % 31 === 0)
      return inflateSync(bytes, limits);
  } catch {
    return null; // it only looks packed
  }
  return null;
}
