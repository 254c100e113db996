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
 * Returns which kind of secret a user name looks like, or null where it looks like a name. Debian's adduser takes names
 * of small letters, digits, `_` and `-` that begin with a letter (adduser.conf(5), NAME_REGEX). So a text that is all
 * digits, runs along the keyboard or has three kinds of characters was hardly meant as a name. A password of letters
 * alone looks like a name. Names with spaces, controls or markup get null, because they are attacks on the readers of
 * the log. Names of more than 128 characters get null, because nobody types them.
 */
export function suspicionOf(user: string): Suspicion | null {
  if (user.length > 128 || /[\s\p{C}<>]/u.test(user)) return null;
  return rules.find(([, applies]) => applies(user))?.[0] ?? null;
}

/** Returns a user name as it may be shown: masked where it looks like a secret, else as it was written. */
export function shown(user: string): ShownName {
  return suspicionOf(user) === null ? {user, secret: false} : {user: masked(user), secret: true};
}

/** Returns the first character of a text and its length in characters: `S… (11)`. */
export function masked(text: string): string {
  const [first = "", ...others] = text;
  return `${first}… (${1 + others.length})`;
}

function matches(pattern: RegExp): (user: string) => boolean {
  return (user) => pattern.test(user);
}

/**
 * Returns whether a text has three of four kinds of characters, as Windows asks of passwords (“Password must meet
 * complexity requirements”). `.`, `_`, `-` and a last `$` do not count, because they stand in names.
 */
function threeKinds(user: string): boolean {
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\p{N}._-]/u];
  const name = user.replace(/\$$/, "");
  return user.length >= 8 && kinds.filter((kind) => kind.test(name)).length >= 3;
}
