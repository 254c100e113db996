import {inflateSync} from "node:zlib";

const signatureBytes = 8;
const known = new Set([
  "IHDR",
  "PLTE",
  "IDAT",
  "IEND",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "bKGD",
  "pHYs",
  "iCCP",
  "sBIT",
  "hIST"
]);

/**
 * Returns the texts beside the pixels of a PNG. Those of the chunks tEXt, zTXt and iTXt are unpacked (PNG 1.2, 4.2.3).
 * All other bytes that are not the picture, as eXIf, chunks of programs and what follows the end, are read as text.
 */
export function pngTexts(bytes: Buffer): string[] {
  const texts: string[] = [];
  let at = signatureBytes;
  while (at + 12 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (!known.has(type)) texts.push(...chunkTexts(type, data));
    at += 12 + size;
    if (type === "IEND") break;
  }
  if (at < bytes.length) texts.push(bytes.toString("utf8", at));
  return texts;
}

function chunkTexts(type: string, data: Buffer): string[] {
  const end = data.indexOf(0); // of the keyword
  const plain = [data.toString("utf8"), data.toString("latin1")];
  const packedAt = {zTXt: end + 2, iTXt: data.indexOf(0, data.indexOf(0, end + 3) + 1) + 1}[type];
  if (packedAt === undefined || end < 0) return plain;
  try {
    return [...plain, inflateSync(data.subarray(packedAt)).toString("utf8")];
  } catch {
    return plain; // an iTXt need not be packed
  }
}
