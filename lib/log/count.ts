/** Returns a count with thin spaces between thousands: `320 953`. */
export function count(n: number): string {
  return String(Math.round(n)).replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202f"); // toLocaleString loads 10 ms of ICU first
}

/** Returns a count with its noun, which takes an s unless it is one: `1 attempt`, `320 953 attempts`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`;
}
