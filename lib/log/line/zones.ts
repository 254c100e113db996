/** What an abbreviation can mean. */
interface Abbreviation {
  /** By how many minutes clocks are ahead of UTC in the zones that bear it (tzdata 2025, since 2007). */
  readonly minutes: readonly number[];
  /** A zone that bears it, one of the largest; null for UTC. */
  readonly bearer: string | null;
}

/** The abbreviations of zones; none is unique but for UTC and GMT: `IST` is India's, Ireland's and Israel's. */
const abbreviations: Readonly<Record<string, Abbreviation>> = {
  UTC: {minutes: [0], bearer: null},
  GMT: {minutes: [0], bearer: null},
  Z: {minutes: [0], bearer: null},
  ACDT: {minutes: [630], bearer: "Australia/Adelaide"},
  ACST: {minutes: [570], bearer: "Australia/Adelaide"},
  ADT: {minutes: [-180], bearer: "America/Halifax"},
  AEDT: {minutes: [660], bearer: "Australia/Sydney"},
  AEST: {minutes: [600], bearer: "Australia/Sydney"},
  AKDT: {minutes: [-480], bearer: "America/Anchorage"},
  AKST: {minutes: [-540], bearer: "America/Anchorage"},
  AST: {minutes: [-240], bearer: "America/Halifax"},
  AWDT: {minutes: [540], bearer: "Australia/Perth"},
  AWST: {minutes: [480], bearer: "Australia/Perth"},
  BST: {minutes: [60], bearer: "Europe/London"},
  CAT: {minutes: [120], bearer: "Africa/Maputo"},
  CDT: {minutes: [-300, -240], bearer: "America/Chicago"},
  CEST: {minutes: [120], bearer: "Europe/Berlin"},
  CET: {minutes: [60], bearer: "Europe/Berlin"},
  CST: {minutes: [-360, -300, 480], bearer: "America/Chicago"},
  ChST: {minutes: [600], bearer: "Pacific/Guam"},
  EAT: {minutes: [180], bearer: "Africa/Nairobi"},
  EDT: {minutes: [-240], bearer: "America/New_York"},
  EEST: {minutes: [180], bearer: "Europe/Athens"},
  EET: {minutes: [120], bearer: "Europe/Athens"},
  EST: {minutes: [-300], bearer: "America/New_York"},
  HDT: {minutes: [-540], bearer: "America/Adak"},
  HKT: {minutes: [480], bearer: "Asia/Hong_Kong"},
  HST: {minutes: [-600], bearer: "Pacific/Honolulu"},
  IDT: {minutes: [180], bearer: "Asia/Jerusalem"},
  IST: {minutes: [60, 120, 330], bearer: "Asia/Kolkata"},
  JST: {minutes: [540], bearer: "Asia/Tokyo"},
  KST: {minutes: [510, 540], bearer: "Asia/Seoul"},
  MDT: {minutes: [-360], bearer: "America/Denver"},
  MESZ: {minutes: [120], bearer: "Europe/Berlin"},
  MEST: {minutes: [120], bearer: "Europe/Berlin"},
  MET: {minutes: [60], bearer: "Europe/Berlin"},
  MEZ: {minutes: [60], bearer: "Europe/Berlin"},
  MSD: {minutes: [240], bearer: "Europe/Moscow"},
  MSK: {minutes: [180, 240], bearer: "Europe/Moscow"},
  MST: {minutes: [-420], bearer: "America/Denver"},
  NDT: {minutes: [-150], bearer: "America/St_Johns"},
  NST: {minutes: [-210], bearer: "America/St_Johns"},
  NZDT: {minutes: [780], bearer: "Pacific/Auckland"},
  NZST: {minutes: [720], bearer: "Pacific/Auckland"},
  PDT: {minutes: [-420], bearer: "America/Los_Angeles"},
  PKST: {minutes: [360], bearer: "Asia/Karachi"},
  PKT: {minutes: [300], bearer: "Asia/Karachi"},
  PST: {minutes: [-480, 480], bearer: "America/Los_Angeles"},
  SAST: {minutes: [120], bearer: "Africa/Johannesburg"},
  SST: {minutes: [-660], bearer: "Pacific/Pago_Pago"},
  WAT: {minutes: [60], bearer: "Africa/Lagos"},
  WEST: {minutes: [60], bearer: "Europe/Lisbon"},
  WET: {minutes: [0], bearer: "Europe/Lisbon"},
  WIB: {minutes: [420], bearer: "Asia/Jakarta"},
  WIT: {minutes: [540], bearer: "Asia/Jayapura"},
  WITA: {minutes: [480], bearer: "Asia/Makassar"}
};

/** Returns the offsets from UTC that an abbreviation of a zone can mean, in seconds; null where it is none. */
export function offsetsOf(name: string): readonly number[] | null {
  return meaningOf(name)?.minutes.map((minutes) => minutes * 60) ?? null;
}

/** Returns the name of a zone that bears an abbreviation, one of the largest; null where none is known. */
export function bearerOf(name: string): string | null {
  return meaningOf(name)?.bearer ?? null;
}

function meaningOf(name: string): Abbreviation | null {
  return Object.hasOwn(abbreviations, name) ? abbreviations[name]! : null;
}
