/** The two-letter codes of the US states and of the District of Columbia, by name. */
export const stateCodes: Readonly<Record<string, string>> = Object.fromEntries(
  `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
  DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,
  KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,
  MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,
  ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,
  TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming`
    .split(",")
    .map((entry) => entry.trim())
    .map((entry) => [entry.slice(3), entry.slice(0, 2)])
);

/** The inhabited US territories, which geo databases and ISO 3166-1 hold as countries of their own, by name. */
export const territoryCodes: Readonly<Record<string, string>> = {
  "American Samoa": "AS",
  Guam: "GU",
  "Northern Mariana Islands": "MP",
  "Puerto Rico": "PR",
  "U.S. Virgin Islands": "VI"
};

/** The codes of a place's country and region (see Place), as far as a geo database knows them. */
interface CountryAndRegion {
  readonly country: string | null;
  readonly regionCode: string | null;
}

/**
 * Returns the two-letter code of the US state or territory of a place, or null when it is in none or known by country
 * only.
 */
export function usState(place: CountryAndRegion): string | null {
  if (place.country === "US") return names.has(place.regionCode ?? "") ? place.regionCode : null;
  return territories.has(place.country ?? "") ? place.country : null;
}

/** Returns the two-letter code of a US state by its name, or null. */
export function stateCode(name: string): string | null {
  return Object.hasOwn(stateCodes, name) ? stateCodes[name]! : null;
}

/** Returns the name of a US state or territory by its two-letter code, or null. */
export function stateName(code: string): string | null {
  return names.get(code) ?? null;
}

/** Returns the two-letter code of a US state or territory by its name, in any case of its letters, or null. */
export function stateOrTerritoryCode(name: string): string | null {
  for (const [code, each] of names) if (each.toLowerCase() === name.toLowerCase()) return code;
  return null;
}

const territories = new Set(Object.values(territoryCodes));
const names = new Map(Object.entries({...stateCodes, ...territoryCodes}).map(([name, code]) => [code, name]));
