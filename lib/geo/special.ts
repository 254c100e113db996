import {parseAddress, sharesPrefix} from "./address.ts";
import type {Address, Bytes} from "./address.ts";

/**
 * What an address is for. Only `public` ones can have a place. `shared` is a carrier's own network (RFC 6598),
 * `reserved` whatever no host on the Internet can have, `invalid` a text that is no address.
 */
export type AddressClass =
  | "public"
  | "private"
  | "shared"
  | "loopback"
  | "link-local"
  | "documentation"
  | "benchmarking"
  | "multicast"
  | "reserved"
  | "invalid";

/**
 * Returns the class of an address by the special-purpose address registries of IANA (iana.org/assignments, the pages
 * iana-ipv4-special-registry and iana-ipv6-special-registry; RFC 6890 and its updates), and multicast by RFC 5771 and
 * RFC 4291. What the registries call globally reachable is public.
 */
export function classify(address: Address | null): AddressClass {
  if (!address) return "invalid";
  const rules = address.bytes.length === 4 ? ipv4Rules : ipv6Rules;
  for (const {bytes, bits, kind} of rules) if (sharesPrefix(address.bytes, bytes, bits)) return kind;
  return address.bytes.length === 4 ? "public" : "reserved"; // IPv6 outside of 2000::/3: RFC 4291
}

// The first network that holds the address decides, so exceptions stand before the block that they are in.
const ipv4Rules = rules([
  ["0.0.0.0/8", "reserved"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "shared"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private"],
  ["192.0.0.9/32", "public"], // port control protocol anycast, RFC 7723
  ["192.0.0.10/32", "public"], // TURN anycast, RFC 8155
  ["192.0.0.0/24", "reserved"],
  ["192.0.2.0/24", "documentation"],
  ["192.88.99.0/24", "reserved"], // the former 6to4 relays, RFC 7526
  ["192.168.0.0/16", "private"],
  ["198.18.0.0/15", "benchmarking"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"]
]);

const ipv6Rules = rules([
  ["::1/128", "loopback"],
  ["64:ff9b::/96", "public"], // IPv4 through NAT64, RFC 6052
  ["64:ff9b:1::/48", "private"],
  ["2001::/32", "public"], // Teredo, RFC 4380
  ["2001:1::1/128", "public"],
  ["2001:1::2/128", "public"],
  ["2001:1::3/128", "public"],
  ["2001:2::/48", "benchmarking"],
  ["2001:3::/32", "public"],
  ["2001:4:112::/48", "public"],
  ["2001:20::/28", "public"],
  ["2001:30::/28", "public"],
  ["2001::/23", "reserved"],
  ["2001:db8::/32", "documentation"],
  ["3fff::/20", "documentation"],
  ["2000::/3", "public"],
  ["fc00::/7", "private"],
  ["fe80::/10", "link-local"],
  ["fec0::/10", "private"], // site-local, deprecated by RFC 3879
  ["ff00::/8", "multicast"]
]);

interface Rule {
  readonly bytes: Bytes;
  readonly bits: number;
  readonly kind: AddressClass;
}

function rules(table: readonly (readonly [string, AddressClass])[]): readonly Rule[] {
  return table.map(([network, kind]) => {
    const [text, bits] = network.split("/") as [string, string];
    return {bytes: parseAddress(text)!.bytes, bits: Number(bits), kind};
  });
}
