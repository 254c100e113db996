/**
 * The minutes by which clocks are ahead of UTC in the zones of an abbreviation (tzdata 2025, since 2007); none is
 * unique but for UTC and GMT: `IST` is India's, Ireland's and Israel's.
 */
const abbreviations: Readonly<Record<string, readonly number[]>> = {
  UTC: [0],
  GMT: [0],
  Z: [0],
  ACDT: [630],
  ACST: [570],
  ADT: [-180],
  AEDT: [660],
  AEST: [600],
  AKDT: [-480],
  AKST: [-540],
  AST: [-240],
  AWDT: [540],
  AWST: [480],
  BST: [60],
  CAT: [120],
  CDT: [-300, -240],
  CEST: [120],
  CET: [60],
  CST: [-360, -300, 480],
  ChST: [600],
  EAT: [180],
  EDT: [-240],
  EEST: [180],
  EET: [120],
  EST: [-300],
  HDT: [-540],
  HKT: [480],
  HST: [-600],
  IDT: [180],
  IST: [60, 120, 330],
  JST: [540],
  KST: [510, 540],
  MDT: [-360],
  MESZ: [120],
  MEST: [120],
  MET: [60],
  MEZ: [60],
  MSD: [240],
  MSK: [180, 240],
  MST: [-420],
  NDT: [-150],
  NST: [-210],
  NZDT: [780],
  NZST: [720],
  PDT: [-420],
  PKST: [360],
  PKT: [300],
  PST: [-480, 480],
  SAST: [120],
  SST: [-660],
  WAT: [60],
  WEST: [60],
  WET: [0],
  WIB: [420],
  WIT: [540],
  WITA: [480]
};

/** Returns the offsets from UTC that an abbreviation of a zone can mean, in seconds; null where it is none. */
export function offsetsOf(abbreviation: string): readonly number[] | null {
  if (!Object.hasOwn(abbreviations, abbreviation)) return null;
  return abbreviations[abbreviation]!.map((minutes) => minutes * 60);
}
