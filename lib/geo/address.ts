import net from "node:net";

/** An address as its bytes (4 or 16) and as text without zone; an IPv4 address mapped into IPv6 is an IPv4 address here. */
export interface Address {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Returns the address that a text stands for, or null when it stands for none; `::ffff:` is unwrapped, a zone dropped. */
export function parseAddress(text: string): Address | null {
  const bare = text.includes(":") ? text.replace(/%.*$/s, "") : text;
  const version = net.isIP(bare);
  if (version === 4) return {text: bare, bytes: bytesOfIPv4(bare)};
  if (version === 6) return unmapped({text: bare, bytes: bytesOfIPv6(bare)});
  return null; // a host name, or nothing that names a host
}

/**
 * Returns the network of an address as text: the /24 of an IPv4 address, the /48 of an IPv6 address
 * ("192.0.2.0/24", "2001:db8:1::/48"), or null when the text is no address.
 */
export function prefix(text: string): string | null {
  const address = parseAddress(text);
  if (!address) return null;
  if (address.bytes.length === 4) return `${address.bytes.subarray(0, 3).join(".")}.0/24`;
  const groups = groupsOf(address.bytes).slice(0, 3);
  while (groups.at(-1) === "0") groups.pop();
  return `${groups.join(":")}::/48`;
}

/** Tells whether the first *bits* bits of two addresses are the same. */
export function sharesPrefix(a: Uint8Array, b: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false;
  const rest = bits & 7;
  return rest === 0 || (a[whole]! ^ b[whole]!) >> (8 - rest) === 0;
}

function bytesOfIPv4(text: string): Uint8Array {
  const bytes = new Uint8Array(4);
  for (const [i, octet] of text.split(".").entries()) bytes[i] = Number(octet);
  return bytes;
}

function bytesOfIPv6(text: string): Uint8Array {
  const [head, tail] = text.split("::").map(groupBytes);
  const bytes = new Uint8Array(16);
  bytes.set(head!);
  if (tail) bytes.set(tail, 16 - tail.length);
  return bytes;
}

function groupBytes(groups: string): number[] {
  if (groups === "") return [];
  return groups.split(":").flatMap((group) => {
    if (group.includes(".")) return [...bytesOfIPv4(group)];
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function unmapped(address: Address): Address {
  if (!sharesPrefix(address.bytes, mapped, 96)) return address;
  const bytes = address.bytes.subarray(12);
  return {text: bytes.join("."), bytes};
}

function groupsOf(bytes: Uint8Array): string[] {
  return Array.from({length: 8}, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
}

const mapped = bytesOfIPv6("::ffff:0:0");
