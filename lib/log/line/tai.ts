/**
 * The Unix times from which TAI is ahead of UTC by ten seconds, by eleven and so on: a leap second was put in before
 * each but the first (IERS Bulletin C; none since 2017).
 */
const leaps = [
  "1972-01-01 1972-07-01 1973-01-01 1974-01-01 1975-01-01 1976-01-01 1977-01-01 1978-01-01 1979-01-01 1980-01-01",
  "1981-07-01 1982-07-01 1983-07-01 1985-07-01 1988-01-01 1990-01-01 1991-01-01 1992-07-01 1993-07-01 1994-07-01",
  "1996-01-01 1997-07-01 1999-01-01 2006-01-01 2009-01-01 2012-07-01 2015-07-01 2017-01-01"
].flatMap((dates) => dates.split(" ").map((date) => Date.parse(date) / 1000));

/**
 * Returns the Unix time of a TAI64 label, 16 hexadecimal digits: 2^62 and the seconds of TAI since 1970. Null where it
 * is before 1970 or beyond what numbers hold.
 */
export function taiTime(label: string): number | null {
  const tai = Number(BigInt(`0x${label}`) - 2n ** 62n);
  if (!(tai >= 0) || tai > 1e11) return null;
  return tai - 9 - Math.max(1, leaps.findLastIndex((from, at) => tai - 10 - at >= from) + 1);
}
