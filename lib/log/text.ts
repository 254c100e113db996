/**
 * Returns the text that sshd meant by a field of one of its own lines, given one character per byte. What vis(3) wrote as
 * octal is decoded where the bytes are UTF-8, and a doubled backslash becomes one; bytes that are no UTF-8 and control
 * characters stand as `\ooo` (newline and tab as sshd writes them, `\n` and `\t`). The flags are those of OpenSSH's log.c.
 */
export function decodeVis(field: string): string {
  if (plain.test(field)) return field;
  return field.replace(escapes, (run) => (run === "\\\\" ? "\\" : shown(run.replace(octal, byteOf))));
}

/** Returns the text of a field that nobody escaped, as PAM writes it, with the same signs for what cannot be shown. */
export function decodeRaw(field: string): string {
  return plain.test(field) ? field : shown(field);
}

/**
 * Returns a user name without the second layer of escapes that OpenSSH 9 puts on lines relayed from its child (`[preauth]`),
 * given the name as `decodeVis` returned it. Whether there is a second layer, only another line of the connection can tell.
 */
export function decodeAgain(user: string): string {
  return user.includes("\\") ? decodeVis(Buffer.from(user, "utf8").toString("latin1")) : user;
}

const plain = /^[^\\\x00-\x1f\x7f-\xff]*$/;
const escapes = /\\\\|(?:\\[0-3][0-7]{2}|[\x00-\x1f\x7f-\xff])+/g;
const octal = /\\([0-3][0-7]{2})/g;

function byteOf(_: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 8));
}

/** Returns bytes as text: UTF-8 where they are, the signs for the others. */
function shown(bytes: string): string {
  return bytes.replace(characters, (character) => text(character) ?? escaped(character));
}

// A control character, a sequence that may be UTF-8 (TextDecoder judges), or a single byte that cannot begin one.
const characters =
  /[\x00-\x1f\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;
const utf8 = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});

function text(character: string): string | null {
  if (character.length === 1) return null;
  try {
    const decoded = utf8.decode(Buffer.from(character, "latin1"));
    return /[\x80-\x9f]/.test(decoded) ? null : decoded; // C1 controls
  } catch {
    return null; // overlong, a surrogate, or beyond U+10FFFF
  }
}

function escaped(bytes: string): string {
  return Array.from(bytes, (byte) => signs[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`).join("");
}

const signs: Readonly<Record<string, string>> = {"\n": "\\n", "\t": "\\t"};
