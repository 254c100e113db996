const plain = /^[A-Za-z][A-Za-z0-9._-]{0,31}$/; // what useradd takes, and capitals
const digits = /\d/g;

/**
 * Tells whether a name is a plain user name, which gives nobody away: not an e-mail address, and nothing that looks
 * like a password typed in the wrong place. Those hold signs that no account has, three digits or more (`thomas1984`),
 * digits and capitals mixed (`Pa55word`), or capitals inside (`correctHorse`).
 */
export function isPlainName(name: string): boolean {
  const numbers = name.match(digits)?.length ?? 0;
  const mixed = /[a-z].*[A-Z]/.test(name) || (numbers > 0 && /[A-Z]/.test(name));
  return plain.test(name) && numbers < 3 && !mixed;
}
