/** A part of a file in MaxMind's format that holds values; pointers count from its start. */
export interface Section {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Throws unless the value at an offset lies within its section, has known types and is small. The decoder of maxmind
 * trusts lengths and pointers: damaged ones make it reserve gigabytes or run in circles. The format is that of the
 * MaxMind DB specification 2.0, maxmind.github.io/MaxMind-DB.
 */
export function checkValue(section: Section, offset: number): void {
  check({...section, left: maxValues}, offset, 0);
}

// Real records have some dozens of values, four levels deep; the metadata has about twenty.
const maxValues = 2000;
const maxDepth = 16;

// Types of the format that are read in a way of their own.
const pointer = 1;
const text = 2;
const map = 7;
const array = 11;
const boolean = 14;

/** The most bytes that a value can have, by its type; those of texts and byte strings end with the section. */
const longest: Readonly<Record<number, number>> = {
  2: Infinity,
  3: 8,
  4: Infinity,
  5: 2,
  6: 4,
  8: 4,
  9: 8,
  10: 16,
  14: 1,
  15: 4
};

interface Check extends Section {
  /** How many values may still come. */
  left: number;
}

/** What the first bytes of a value say: for a pointer, `size` is the offset that it points to. */
interface Head {
  readonly type: number;
  readonly size: number;
  /** The offset after these bytes. */
  readonly next: number;
}

/** Checks a value and returns the offset after it. */
function check(part: Check, offset: number, depth: number): number {
  const {type, size, next} = checkedHead(part, offset, depth);
  if (type === map || type === array) return checkItems(part, {type, size, next}, depth + 1);
  if (type === pointer) {
    check(part, size, depth + 1);
    return next;
  }
  if (!(size <= (longest[type] ?? -1))) throw new Error(`a value has a wrong type or size: ${type}, ${size}`);
  const end = type === boolean ? next : next + size;
  if (end > part.end) throw new Error(`a value does not end: ${offset}`);
  return end;
}

function checkItems(part: Check, {type, size, next}: Head, depth: number): number {
  let offset = next;
  for (let i = 0; i < size; i++) {
    if (type === map) offset = checkKey(part, offset, depth);
    offset = check(part, offset, depth);
  }
  return offset;
}

function checkKey(part: Check, offset: number, depth: number): number {
  const {type, size} = checkedHead(part, offset, depth);
  if (type !== text && (type !== pointer || checkedHead(part, size, depth).type !== text))
    throw new Error(`a map has a key that is no text: ${offset}`);
  return check(part, offset, depth);
}

function checkedHead(part: Check, offset: number, depth: number): Head {
  if (!(offset >= part.start && offset < part.end)) throw new Error(`a value lies outside: ${offset}`);
  if ((part.left -= 1) < 0) throw new Error("a record has too many values");
  if (depth > maxDepth) throw new Error("a record is nested too deep");
  return head(part, offset);
}

function head({bytes, start}: Section, offset: number): Head {
  const control = bytes[offset]!;
  const kind = control >> 5;
  const low = control & 31;
  if (kind === pointer) return pointerHead(bytes, start, offset);
  const at = offset + (kind === 0 ? 2 : 1); // types beyond 7 have a byte of their own
  const type = kind === 0 ? 7 + bytes[offset + 1]! : kind;
  if (low < 29) return {type, size: low, next: at};
  const more = low - 28;
  return {type, size: [29, 285, 65_821][more - 1]! + unsigned(bytes, at, more), next: at + more};
}

function pointerHead(bytes: Buffer, start: number, offset: number): Head {
  const control = bytes[offset]!;
  const more = ((control >> 3) & 3) + 1;
  const high = more === 4 ? 0 : (control & 7) * 256 ** more;
  const base = [0, 2048, 526_336, 0][more - 1]!;
  return {type: pointer, size: start + base + high + unsigned(bytes, offset + 1, more), next: offset + 1 + more};
}

function unsigned(bytes: Buffer, at: number, length: number): number {
  if (at + length > bytes.length) throw new Error(`a value does not end: ${at}`);
  return bytes.readUIntBE(at, length);
}
