import {zstdDecompressSync} from "node:zlib";
import {decode} from "../day/event-code.ts";
import type {Store} from "../database.ts";
import {addLine, createLines, type Lines} from "../day/lines.ts";
import {pack} from "../day/pack.ts";
import {totalTable} from "../schema.ts";
import {settle} from "../day/settle.ts";
import {countAll} from "../day/sums.ts";
import {daySeconds} from "../../base/time.ts";

/** Brings a database of version 2 up to date: it kept the lines of a day as text, and no sums. */
export function fromVersion2(store: Store): void {
  store.exec(totalTable);
  const select = store.prepare("SELECT day, lines FROM day WHERE id = ?");
  const update = store.prepare("UPDATE day SET lines = ? WHERE id = ?");
  for (const id of store.prepare("SELECT id FROM day").pluck().all() as number[]) {
    const {day, lines} = select.get(id) as {day: number; lines: Buffer};
    update.run(pack(fromText(zstdDecompressSync(lines).toString(), day * daySeconds)), id);
  }
  countAll(store);
}

/**
 * Returns the lines of a text with a row for each: first the time, then the seconds since the line before, how often it
 * stands in files, how often in the journal, and its code.
 */
function fromText(text: string, from: number): Lines {
  const lines = createLines();
  let time = 0;
  for (const row of text === "" ? [] : text.split("\n")) {
    const [seconds, files, journal] = row.split("\t", 3) as [string, string, string];
    time += Number(seconds);
    const code = row.slice(seconds.length + files.length + journal.length + 3);
    addLine(lines, decode(code, {time, host: null}), {second: time - from, medium: "files"});
    lines.files[lines.length - 1] = Number(files);
    lines.journal[lines.length - 1] = Number(journal);
  }
  settle(lines, Math.max); // the order within a second has changed too
  return lines;
}
