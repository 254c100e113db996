/** The refused attempts from a place on the map: a city, or a region or country where no more is known. */
export interface City {
  /** The name of the city, else of the region, else of the country. */
  readonly place: string;
  /** The English name of the country. */
  readonly country: string;
  /** Postal code of the US state or territory; null elsewhere. */
  readonly state: string | null;
  /** Degrees; the mean over the place's records, weighted by attempts. */
  readonly latitude: number;
  readonly longitude: number;
  readonly attempts: number;
  /** Distinct addresses. */
  readonly addresses: number;
  /** The finest part of the place that the geo database knows. */
  readonly precision: "city" | "region" | "country";
  /** The largest error that the database gives for one of the place's records; null where it gives none. */
  readonly accuracyRadiusKm: number | null;
}

/** What a map draws of a city; a radius that is left out is not known. */
export type Place = Omit<City, "state" | "accuracyRadiusKm"> & Partial<Pick<City, "accuracyRadiusKm">>;

/** What became of the refused attempts on a map or in a chart of places; the four parts add up to the total. */
export interface Conservation {
  /** With a place that the rows of the chart hold. */
  readonly located: number;
  /** From public addresses that the geo data does not know, or without an address in the log. */
  readonly notLocated: number;
  /** From private, reserved and other addresses that have no place. */
  readonly private: number;
  /** Located, but without what the chart needs: coordinates, or a state. */
  readonly notDrawn: number;
  readonly total: number;
}
