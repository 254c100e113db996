/**
 * Whether bytes are the start of a file of login records: btmp, wtmp or utmp. A record (glibc's struct utmp, of 384 or
 * 400 bytes, the lowest byte of a number first) begins with its type from 1 to 9 and two bytes of nothing, names the
 * line from byte 8, the user from 44 and the host from 76 on, and fills each of them up with zeros.
 */
export function isLoginRecords(bytes: Buffer): boolean {
  const type = bytes.length < 384 ? 0 : bytes.readUInt32LE(0);
  return type >= 1 && type <= 9 && isWord(bytes, 8, 40) && isField(bytes, 44, 76) && isField(bytes, 76, 332);
}

/**
 * Whether bytes are the start of a lastlog, or of its first record that is not empty: a time of 4 or 8 bytes, the line,
 * and the host (glibc's struct lastlog).
 */
export function isLastlog(bytes: Buffer): boolean {
  return [4, 8].some((line) => {
    const end = line + 32;
    return bytes.length >= end + 256 && bytes[line]! > 0 && isWord(bytes, line, end) && isField(bytes, end, end + 256);
  });
}

/** Whether a text stands there that zeros fill up, as strncpy(3) does. */
function isField(bytes: Buffer, start: number, end: number): boolean {
  const zero = bytes.indexOf(0, start);
  return zero < 0 || zero >= end || bytes.subarray(zero, end).every((byte) => byte === 0);
}

/** Whether such a text is printable ASCII, and shorter than its field. */
function isWord(bytes: Buffer, start: number, end: number): boolean {
  const text = bytes.toString("latin1", start, end);
  return /^[!-~]{0,31}\0+$/.test(text);
}
