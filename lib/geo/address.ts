import net from "node:net";

/** The bytes of an address, from the first on; a plain array, of which a hundred thousand are made faster. */
export type Bytes = readonly number[];

/**
 * An address as its bytes (4 or 16) and as text without zone; an IPv4 address mapped into IPv6 is an IPv4 address here.
 */
export interface Address {
  readonly text: string;
  readonly bytes: Bytes;
}

/**
 * Returns the address that a text stands for, or null when it stands for none; `::ffff:` is unwrapped, a zone dropped.
 */
export function parseAddress(text: string): Address | null {
  const bytes = bytesOfIPv4(text);
  if (bytes) return {text, bytes};
  const bare = text.includes(":") ? text.replace(/%.*$/s, "") : text;
  return net.isIPv6(bare) ? unmapped({text: bare, bytes: bytesOfIPv6(bare)}) : null; // null: a host name, or nothing
}

/**
 * Returns the IPv4 address that an IPv6 address of a transition mechanism carries, any other address as it is: behind
 * 6to4 (RFC 3056), Teredo (RFC 4380: the client's, its bits inverted) and NAT64 (RFC 6052) is a host of IPv4, and the
 * network of the IPv6 address is everywhere.
 */
export function behindTunnel(address: Address): Address {
  const {bytes} = address;
  const tunnel =
    bytes.length === 16 ? tunnels.find(({network, bits}) => sharesPrefix(bytes, network, bits)) : undefined;
  if (!tunnel) return address;
  const inner = bytes.slice(tunnel.at, tunnel.at + 4).map((byte) => byte ^ tunnel.mask);
  return {text: inner.join("."), bytes: inner};
}

/**
 * Returns the network of an address as text: the /24 of an IPv4 address, the /48 of an IPv6 address
 * ("192.0.2.0/24", "2001:db8:1::/48"), or null when the text is no address.
 */
export function prefix(text: string): string | null {
  const address = parseAddress(text);
  if (!address) return null;
  if (address.bytes.length === 4) return `${address.text.slice(0, address.text.lastIndexOf("."))}.0/24`;
  const groups = groupsOf(address.bytes).slice(0, 3);
  while (groups.at(-1) === "0") groups.pop();
  return `${groups.join(":")}::/48`;
}

/** Tells whether the first *bits* bits of two addresses are the same. */
export function sharesPrefix(a: Bytes, b: Bytes, bits: number): boolean {
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false;
  const rest = bits & 7;
  return rest === 0 || (a[whole]! ^ b[whole]!) >> (8 - rest) === 0;
}

const dot = ".".charCodeAt(0);
const zero = "0".charCodeAt(0);

/**
 * Reads four decimal numbers without leading zeros; a loop, because most of the time of a look-up was spent on text.
 */
function bytesOfIPv4(text: string): Bytes | null {
  if (text.length > 15) return null;
  const bytes = [0, 0, 0, 0];
  let octet = 0;
  let digits = 0;
  let value = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : dot;
    if (code === dot) {
      if (digits === 0 || octet > 3) return null;
      bytes[octet++] = value;
      digits = value = 0;
    } else {
      if (code < zero || code > zero + 9 || (digits > 0 && value === 0)) return null;
      value = 10 * value + code - zero;
      digits += 1;
      if (value > 255) return null;
    }
  }
  return octet === 4 ? bytes : null;
}

function bytesOfIPv6(text: string): Bytes {
  const [head, tail = []] = text.split("::").map(groupBytes);
  return [...head!, ...Array<number>(16 - head!.length - tail.length).fill(0), ...tail];
}

function groupBytes(groups: string): Bytes {
  if (groups === "") return [];
  return groups.split(":").flatMap((group) => {
    if (group.includes(".")) return bytesOfIPv4(group)!;
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function unmapped(address: Address): Address {
  if (!sharesPrefix(address.bytes, mapped, 96)) return address;
  const bytes = address.bytes.slice(12);
  return {text: bytes.join("."), bytes};
}

function groupsOf(bytes: Bytes): string[] {
  return Array.from({length: 8}, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
}

const mapped = bytesOfIPv6("::ffff:0:0");

/** `at`: where the four bytes stand; `mask`: what they are inverted with. */
const tunnels = [
  {network: bytesOfIPv6("2002::"), bits: 16, at: 2, mask: 0},
  {network: bytesOfIPv6("2001::"), bits: 32, at: 12, mask: 0xff},
  {network: bytesOfIPv6("64:ff9b::"), bits: 96, at: 12, mask: 0}
];
