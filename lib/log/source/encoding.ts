import {newline} from "../event/bytes.ts";

/** Encodings in which a character of ASCII takes two bytes; Windows PowerShell's `>` writes the first one. */
export type Encoding = "utf-16le" | "utf-16be";

/** So many first bytes tell an encoding. */
const lookBytes = 256;

/**
 * Returns the encoding of a text that starts with these bytes, or null for ASCII, UTF-8 and the like. It is told by the
 * byte order mark, and without one by its zeros: in UTF-16, the more than half of a log that is ASCII has them at every
 * second place. Zeros that a power cut left stand at all places.
 */
export function encodingOf(start: Uint8Array): Encoding | null {
  const isWider = start[2] === 0 && start[3] === 0; // UTF-32
  if (start[0] === 0xff && start[1] === 0xfe) return isWider ? null : "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return isWider ? null : "utf-16be";
  const [even, odd] = zerosOf(start.subarray(0, lookBytes));
  const pairs = Math.min(start.length, lookBytes) >> 1;
  if (pairs < 8) return null;
  if (even === 0 && 2 * odd > pairs) return "utf-16le";
  return odd === 0 && 2 * even > pairs ? "utf-16be" : null;
}

/** Returns how many zeros stand at even places, and how many at odd ones. */
function zerosOf(bytes: Uint8Array): [even: number, odd: number] {
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) if (bytes[i] === 0) zeros[i & 1]! += 1;
  return zeros;
}

/** Yields a text in UTF-8, without its byte order mark. Half a character at its end is left out: it may go on. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = Buffer.from(decoder.decode(chunk, {stream: true}));
    if (text.length > 0) yield text;
  }
}

/**
 * Whether carriage returns alone end the lines of a text that starts with these bytes: no newline is among them. One
 * that stands in a name of a log with newlines makes no line.
 */
export function endsInReturns(start: Uint8Array): boolean {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.length);
  const at = bytes.indexOf(carriageReturn);
  return at >= 0 && at < bytes.length - 1 && !bytes.includes(newline);
}

const carriageReturn = 0x0d;

/** Yields bytes with newlines in place of carriage returns. */
export async function* withNewlines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) yield chunk.map((byte) => (byte === carriageReturn ? newline : byte));
}
