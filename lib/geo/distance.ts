/** Where something is, in degrees; nulls where it is not known. */
export interface Coordinates {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Returns the kilometres between two points along a great circle of a sphere of 6371 km (haversine), or null. */
export function distanceKm(a: Coordinates, b: Coordinates): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const north = radians(b.latitude - a.latitude);
  const east = radians(b.longitude - a.longitude);
  const parallels = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  const chord = Math.sin(north / 2) ** 2 + parallels * Math.sin(east / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, chord))); // 1 is passed by rounding, at antipodes
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
