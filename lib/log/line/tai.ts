/** Seconds by which labels are ahead of Unix time: TAI - UTC of 1972, without any leap second since. */
const ahead = 10;

/**
 * Returns the Unix time of a TAI64 label, 16 hexadecimal digits: 2^62, and seconds. It is what multilog and svlogd
 * write, and what daemontools' tai64nlocal shows; s6-log, which counts leap seconds, is 27 s ahead of it since 2017.
 * Null where it is before 1970 or too large for a stamp.
 */
export function taiTime(label: string): number | null {
  const time = Number(BigInt(`0x${label}`) - 2n ** 62n) - ahead;
  return time >= 0 && time < 1e11 ? time : null;
}
