import countries from "i18n-iso-countries";

/**
 * Returns the English name of a country by its two-letter code ("US" → "United States"), or null for an unknown code.
 */
export function countryName(code: string): string | null {
  if (!isCode(code)) return null;
  return known[code] ?? countries.getName(code, "en", {select: "alias"}) ?? null;
}

/** Returns the two-letter code of a country by its English name ("Russia" → "RU") or three-letter code, or null. */
export function countryCode(name: string): string | null {
  const own = Object.keys(known).find((code) => known[code]!.toLowerCase() === name.toLowerCase());
  if (name === "UK") return "GB"; // reserved for it in ISO 3166, and what people write
  return own ?? countries.getAlpha2Code(name, "en") ?? countries.alpha3ToAlpha2(name.toUpperCase()) ?? null;
}

/** The package takes other forms of a code, too, and "constructor". */
function isCode(code: string): boolean {
  return /^[A-Z]{2}$/.test(code);
}

// Names that people know, where the package has only the formal one or an abbreviation.
const known: Readonly<Record<string, string>> = {
  AE: "United Arab Emirates",
  AX: "Åland Islands",
  BN: "Brunei",
  BQ: "Caribbean Netherlands",
  CD: "DR Congo",
  CG: "Congo",
  CI: "Ivory Coast",
  FK: "Falkland Islands",
  FM: "Micronesia",
  GB: "United Kingdom",
  GM: "Gambia",
  KR: "South Korea",
  LA: "Laos",
  MD: "Moldova",
  MF: "Saint Martin",
  NL: "Netherlands",
  RE: "Réunion",
  ST: "São Tomé and Príncipe",
  SX: "Sint Maarten",
  SY: "Syria",
  VA: "Vatican City",
  VG: "British Virgin Islands",
  VI: "U.S. Virgin Islands"
};
