import {isIP} from "node:net";

/** Who is at the other end: an address, or the name that the log gives in its place; at most one of them. */
export interface Peer {
  readonly ip: string | null;
  readonly rhost: string | null;
}

/**
 * Returns the canonical form of an address, or null when the text is none: `::ffff:` is unwrapped, a zone dropped,
 * leading zeros are decimal (inet_ntop writes none, some devices do), IPv6 is compressed and in lower case (RFC 5952).
 */
export function canonical(text: string): string | null {
  if (text.length > 64) return null; // longer than any address with its zone
  return text.includes(":") ? canonicalIPv6(text) : canonicalIPv4(text);
}

/**
 * Returns what a text names: an address, a host name, or neither of them (`UNKNOWN`, dots and digits that are no
 * address).
 */
export function peer(text: string | undefined): Peer {
  if (!text) return nobody;
  const ip = canonical(text);
  if (ip !== null) return {ip, rhost: null};
  return hostName.test(text) && !unnamed.test(text) ? {ip: null, rhost: text} : nobody;
}

export const nobody: Peer = {ip: null, rhost: null};

const hostName = /^[\w.-]{1,255}$/;
const unnamed = /^(?:UNKNOWN|\?|[\d.]+)$/;
const dotted = /^\d{1,4}\.\d{1,4}\.\d{1,4}\.\d{1,4}$/;

function canonicalIPv4(text: string): string | null {
  if (isIP(text) === 4) return text;
  if (!dotted.test(text)) return null;
  const octets = text.split(".").map(Number);
  return octets.every((octet) => octet <= 255) ? octets.join(".") : null;
}

function canonicalIPv6(text: string): string | null {
  const percent = text.indexOf("%");
  const bare = percent < 0 ? text : text.slice(0, percent);
  if (isIP(bare) !== 6) return mappedWithZeros(bare);
  const short = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short);
  return mapped ? quad(Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)) : short;
}

function mappedWithZeros(text: string): string | null {
  return /^::ffff:/i.test(text) ? canonicalIPv4(text.slice(7)) : null;
}

function quad(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
