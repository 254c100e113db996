import type {Lines} from "./lines.ts";

/**
 * Returns how often each line was really written, which is less than files and journal have together. A line of
 * syslog's files and one of the journal are the same when their stamps differ by at most a second. `message repeated N
 * times` stands for N lines of the journal since the stamp before it. What one kind of log has beyond the other is
 * kept.
 */
export function occurrences(lines: Lines): Int32Array {
  const files = lines.files.subarray(0, lines.length);
  const journal = lines.journal.subarray(0, lines.length);
  if (!journal.some((count) => count > 0)) return files;
  if (!files.some((count) => count > 0)) return journal;
  const left = journal.slice();
  for (const same of groups(lines)) match(lines, same, left);
  return left.map((count, i) => count + files[i]!);
}

/**
 * Returns the indices of the lines of each text, in order; the number of a `message repeated` is not part of the text.
 */
function groups({length, form, pid, user, ip, port}: Lines): Iterable<number[]> {
  const places = Array.from({length}, (_, i) => i);
  return Map.groupBy(places, (i) => [form[i], pid[i], user[i], ip[i], port[i]].join()).values();
}

/**
 * Takes the lines that the files have too from `left`, what is left of the journal's; all lines are of one text, in
 * order.
 */
function match({second, times, files}: Lines, same: readonly number[], left: Int32Array): void {
  let before = -Infinity;
  let start = 0; // the first line that is not too early
  for (const line of same) {
    if (files[line] === 0) continue;
    let wanted = files[line]! * times[line]!;
    const from = times[line]! > 1 ? Math.min(before, second[line]!) : second[line]!;
    while (second[same[start]!]! < from - 1) start += 1;
    for (let k = start; k < same.length && second[same[k]!]! <= second[line]! + 1; k += 1) {
      const taken = Math.min(wanted, left[same[k]!]!);
      left[same[k]!]! -= taken;
      wanted -= taken;
    }
    before = second[line]!;
  }
}
