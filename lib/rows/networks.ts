/** The refused attempts from a network: a /24 of IPv4 or a /48 of IPv6. */
export interface NetworkRow {
  /** As 192.0.2.0/24 or 2001:db8:1::/48. */
  readonly network: string;
  /** The autonomous system that announces it; null where no ASN file is open or none has it. */
  readonly asn: number | null;
  /** The name of the autonomous system. */
  readonly name: string | null;
  readonly attempts: number;
  /** Distinct addresses. */
  readonly addresses: number;
}
