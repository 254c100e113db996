const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const WITH_ARTICLE =
  /^(United|Netherlands|Philippines|Bahamas|Maldives|Seychelles|Comoros)|(Republic|Islands|Federation)$/;

/** Returns a count with thin spaces between thousands: `320 953`. */
export function count(n: number): string {
  return String(Math.round(n)).replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202f"); // toLocaleString loads 10 ms of ICU first
}

/** Returns a count with its noun, which takes an s unless it is one: `1 attempt`, `320 953 attempts`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`;
}

/** Returns a part of a whole in percent: `41 %`; never 0 % for something nor 100 % for less than all. */
export function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  if (!(whole > 0) || part === 0) return "0\u202f%";
  if (percent < 1) return "less than 1\u202f%";
  return `${part < whole ? Math.min(99, Math.round(percent)) : 100}\u202f%`;
}

/** Returns a small number in words (`five`), a larger one in digits. */
export function spelled(n: number): string {
  return NUMBERS[n] ?? count(n);
}

/** Returns a list as a sentence has it: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Returns a country's name with its article where English has one: `the Netherlands`. */
export function withArticle(country: string): string {
  return WITH_ARTICLE.test(country) ? `the ${country}` : country;
}

/** Returns a sentence with a capital first letter. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Returns sentences as a paragraph without its last full stop; leaves out those that are false or empty. */
export function sentences(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(". ");
}

/** Returns the UTC days of two times in epoch seconds as `10 Feb 2025 to 3 Mar 2026`; one day stands once. */
export function daysText(from: number, to: number): string {
  const [first, last] = [from, to].map(dayText);
  return first === last ? first! : `${first!} to ${last!}`;
}

function dayText(seconds: number): string {
  const [day, month, year] = date(1000 * seconds).split(" ");
  return `${Number(day)} ${month!} ${Number(year)}`;
}

/** Returns a day as `08 Oct 2026`, from the UTC fields of an epoch in ms. */
export function date(ms: number): string {
  const [, day, month, year] = new Date(ms).toUTCString().split(" ");
  return `${day} ${month} ${year}`;
}
