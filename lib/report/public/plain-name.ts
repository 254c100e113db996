const plain = /^[A-Za-z][A-Za-z0-9._-]{0,31}$/; // what useradd takes, and capitals
const digits = /\d/g;

/**
 * Returns whether a name is a plain user name, which gives nobody away. E-mail addresses are not, nor are names that
 * look like a password in the wrong field: with characters that useradd refuses, with three digits or more
 * (`thomas1984`), with both digits and capitals (`Pa55word`), or with capitals inside (`correctHorse`).
 */
export function isPlainName(name: string): boolean {
  const numbers = name.match(digits)?.length ?? 0;
  const mixed = /[a-z].*[A-Z]/.test(name) || (numbers > 0 && /[A-Z]/.test(name));
  return plain.test(name) && numbers < 3 && !mixed;
}
