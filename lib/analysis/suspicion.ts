import type {ShownName} from "../rows/names.ts";
import type {Suspicion} from "../rows/suspects.ts";

const rules: readonly (readonly [Suspicion, (user: string) => boolean])[] = [
  ["e-mail address", matches(/^[^@]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}[\p{L}\p{N}-]+$/u)],
  ["hexadecimal key", matches(/^(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}$/i)],
  ["the word password", matches(/p[a4@][s5$]{2}w(?:[o0]r)?[dt]|^p[a4@][s5$]{2}[\d!@#$]+$/i)],
  ["run along the keyboard", matches(/qwert|asdfg|zxcvb|1qaz|qazwsx|qweasd|1q2w3e/i)],
  ["six digits or more", matches(/^\d{6,}$/)],
  ["three kinds of characters", threeKinds]
];

/**
 * Tells what a user name looks like that is none; null for one that is like others. Debian's adduser takes names of
 * small letters, digits, `_` and `-` that begin with a letter (adduser.conf(5), NAME_REGEX); so what is all digits,
 * runs along the keyboard or has three kinds of characters was hardly meant as one. A password of letters alone cannot
 * be told from a name. Names with spaces, controls or markup are left out, as they are written against the readers of
 * the log, and so are those too long to be typed.
 */
export function suspicionOf(user: string): Suspicion | null {
  if (user.length > 128 || /[\s\p{C}<>]/u.test(user)) return null;
  return rules.find(([, applies]) => applies(user))?.[0] ?? null;
}

/** Returns a user name as it was written, or one that looks like a secret masked. */
export function shown(user: string): ShownName {
  return suspicionOf(user) === null ? {user, secret: false} : {user: masked(user), secret: true};
}

/** Returns a text as its first character and its length: `S… (11)`. */
export function masked(text: string): string {
  const [first = "", ...others] = text;
  return `${first}… (${1 + others.length})`;
}

function matches(pattern: RegExp): (user: string) => boolean {
  return (user) => pattern.test(user);
}

/**
 * “Password must meet complexity requirements” of Windows: three of four kinds; `.`, `_`, `-` and a last `$` are in
 * names.
 */
function threeKinds(user: string): boolean {
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\p{N}._-]/u];
  const name = user.replace(/\$$/, "");
  return user.length >= 8 && kinds.filter((kind) => kind.test(name)).length >= 3;
}
