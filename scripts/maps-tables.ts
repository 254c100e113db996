type Box = readonly [west: number, south: number, east: number, north: number];

/** Areas that Natural Earth leaves without a number but geo databases know; the others stay without a code. */
export const unnamed: Readonly<Record<string, string>> = {Kosovo: "XK", "Ashmore and Cartier Is.": ""};

/** Parts of a country's shape (by code, or name where it has none) that ISO 3166-1 gives a code of their own. */
export const overseas: readonly {from: string; to: string; box: Box}[] = [
  {from: "FR", to: "GF", box: [-56, 1, -50, 7]},
  {from: "FR", to: "GP", box: [-62, 15.7, -60.9, 16.6]},
  {from: "FR", to: "MQ", box: [-61.5, 14.2, -60.5, 15.2]},
  {from: "FR", to: "RE", box: [55, -22, 56, -20]},
  {from: "FR", to: "YT", box: [44.5, -13.5, 45.5, -12.4]},
  {from: "NO", to: "SJ", box: [-10, 70.5, 2, 71.5]},
  {from: "NO", to: "SJ", box: [8, 74, 36, 82]},
  {from: "NL", to: "BQ", box: [-69, 11, -62, 18]},
  {from: "NZ", to: "TK", box: [-174, -10, -170, -8]},
  {from: "Indian Ocean Ter.", to: "CX", box: [105, -11, 106, -10]},
  {from: "Indian Ocean Ter.", to: "CC", box: [96, -13, 98, -11]}
];

/**
 * Codes without a shape in Natural Earth 1:50m: the coordinates of the CIA World Factbook (public domain), in degrees.
 */
export const withoutPolygon: Readonly<Record<string, [longitude: number, latitude: number]>> = {
  BV: [3.4, -54.43],
  GI: [-5.35, 36.13],
  TV: [178, -8],
  UM: [166.65, 19.28] // Wake Island, where most of its people are
};

interface State {
  readonly fips: string;
  readonly name: string;
  /** Has a map of its own, because albersUsa moves it away, cannot place it, or shows it too small. */
  readonly inset?: true;
  /** Has no place in albersUsa. */
  readonly territory?: true;
  /** What its map shows, where uninhabited islands far off would shrink the rest. */
  readonly within?: Box;
}

/** States, the capital and the territories by their postal codes, with their numbers in FIPS 5-2. */
export const states: Readonly<Record<string, State>> = {
  AL: {fips: "01", name: "Alabama"},
  AK: {fips: "02", name: "Alaska", inset: true},
  AZ: {fips: "04", name: "Arizona"},
  AR: {fips: "05", name: "Arkansas"},
  CA: {fips: "06", name: "California"},
  CO: {fips: "08", name: "Colorado"},
  CT: {fips: "09", name: "Connecticut"},
  DE: {fips: "10", name: "Delaware"},
  DC: {fips: "11", name: "Washington, D.C.", inset: true},
  FL: {fips: "12", name: "Florida"},
  GA: {fips: "13", name: "Georgia"},
  HI: {fips: "15", name: "Hawaii", inset: true, within: [-161, 18, -154, 23]},
  ID: {fips: "16", name: "Idaho"},
  IL: {fips: "17", name: "Illinois"},
  IN: {fips: "18", name: "Indiana"},
  IA: {fips: "19", name: "Iowa"},
  KS: {fips: "20", name: "Kansas"},
  KY: {fips: "21", name: "Kentucky"},
  LA: {fips: "22", name: "Louisiana"},
  ME: {fips: "23", name: "Maine"},
  MD: {fips: "24", name: "Maryland"},
  MA: {fips: "25", name: "Massachusetts"},
  MI: {fips: "26", name: "Michigan"},
  MN: {fips: "27", name: "Minnesota"},
  MS: {fips: "28", name: "Mississippi"},
  MO: {fips: "29", name: "Missouri"},
  MT: {fips: "30", name: "Montana"},
  NE: {fips: "31", name: "Nebraska"},
  NV: {fips: "32", name: "Nevada"},
  NH: {fips: "33", name: "New Hampshire"},
  NJ: {fips: "34", name: "New Jersey"},
  NM: {fips: "35", name: "New Mexico"},
  NY: {fips: "36", name: "New York"},
  NC: {fips: "37", name: "North Carolina"},
  ND: {fips: "38", name: "North Dakota"},
  OH: {fips: "39", name: "Ohio"},
  OK: {fips: "40", name: "Oklahoma"},
  OR: {fips: "41", name: "Oregon"},
  PA: {fips: "42", name: "Pennsylvania"},
  RI: {fips: "44", name: "Rhode Island"},
  SC: {fips: "45", name: "South Carolina"},
  SD: {fips: "46", name: "South Dakota"},
  TN: {fips: "47", name: "Tennessee"},
  TX: {fips: "48", name: "Texas"},
  UT: {fips: "49", name: "Utah"},
  VT: {fips: "50", name: "Vermont"},
  VA: {fips: "51", name: "Virginia"},
  WA: {fips: "53", name: "Washington"},
  WV: {fips: "54", name: "West Virginia"},
  WI: {fips: "55", name: "Wisconsin"},
  WY: {fips: "56", name: "Wyoming"},
  AS: {fips: "60", name: "American Samoa", inset: true, territory: true, within: [-171.2, -14.7, -169.3, -14]},
  GU: {fips: "66", name: "Guam", inset: true, territory: true},
  MP: {fips: "69", name: "Northern Mariana Islands", inset: true, territory: true, within: [144, 13, 147, 16]},
  PR: {fips: "72", name: "Puerto Rico", inset: true, territory: true},
  VI: {fips: "78", name: "U.S. Virgin Islands", inset: true, territory: true}
};
