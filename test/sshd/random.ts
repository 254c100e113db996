/** Pieces of which names are put together: what other lines of sshd say, markup, escapes, controls and broken UTF-8. */
const pieces: readonly (string | number[])[] = [
  " from 203.0.113.9 port 1 ssh2",
  " 203.0.113.9 port 1 [preauth]",
  "Accepted password for ",
  "Failed none for ",
  "invalid user ",
  "message repeated 9 times: [ ",
  " rhost=203.0.113.9  user=root",
  "sshd[1]: ",
  "<b>",
  "&amp;",
  '"',
  "'",
  "\\",
  "\\134",
  "\\n",
  "#012",
  "%s",
  "\n",
  "\t",
  "\r",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u202e",
  "é",
  "中",
  "🔑",
  "pi",
  "root",
  "=",
  " ",
  "]",
  ":",
  "/",
  [0x80],
  [0xc3],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f],
  [0xff],
  [0x01]
];

/** Returns a name of one to twelve pieces. */
export function randomName(random: () => number): Buffer {
  const many = 1 + Math.floor(random() * 12);
  const chosen = Array.from({length: many}, () => pieces[Math.floor(random() * pieces.length)]!);
  return Buffer.concat(chosen.map((piece) => Buffer.from(piece as string)));
}

/**
 * Returns as what knockbook keeps a name: up to its first `:` (auth2.c) or `/` (Debian's patch for SELinux), 100 bytes
 * of it; a character where bytes are one that can be shown, else each byte in octal, or as sshd writes newline, tab and
 * return.
 */
export function keptOf(name: Buffer): string {
  const end = name.findIndex((byte) => byte === 0x3a || byte === 0x2f);
  const bytes = name.subarray(0, end < 0 ? 100 : Math.min(end, 100));
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const size = [1, 2, 3, 4].find((size) => characterOf(bytes.subarray(at, at + size)) !== null) ?? 0;
    text += size ? characterOf(bytes.subarray(at, at + size)) : octal(bytes[at]!);
    at += size || 1;
  }
  return text;
}

const letters: Readonly<Record<number, string>> = {9: "\\t", 10: "\\n", 13: "\\r"};

function octal(byte: number): string {
  return letters[byte] ?? `\\${byte.toString(8).padStart(3, "0")}`;
}

/** Returns the one character that bytes are, or null where they are none or one of control. */
function characterOf(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
    return [...text].length === 1 && !/\p{Cc}/u.test(text) ? text : null;
  } catch {
    return null; // not UTF-8
  }
}
