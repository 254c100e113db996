/** An autonomous system: who runs the network of an address. */
export interface Network {
  readonly asn: number;
  readonly name: string | null;
}

/**
 * Returns the autonomous system that a record names, or null. MaxMind, DB-IP and the ip-location-db packages use the
 * same two fields.
 */
export function networkOf(record: unknown): Network | null {
  if (typeof record !== "object" || record === null) return null;
  const {autonomous_system_number: asn, autonomous_system_organization: name} = record as Record<string, unknown>;
  if (typeof asn !== "number" || !(asn > 0)) return null; // 0 is no network: RFC 7607
  return {asn, name: typeof name === "string" && name.trim() !== "" ? name.trim() : null};
}
