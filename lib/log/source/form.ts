import {decoded, encodingOf, endsInReturns, withNewlines, type Encoding} from "./encoding.ts";
import {skipping} from "./compression.ts";
import {asLines} from "./content.ts";
import type {Machines} from "./entry.ts";
import {refuseOthers, type Named} from "./formats.ts";
import {isJournalText} from "./journal.ts";
import {leadIn, withoutLead} from "./lead.ts";
import type {Source} from "./types.ts";

/** How the text of a log is written, unpacked. */
export interface Form {
  /** Null: in ASCII, UTF-8 or the like. */
  readonly encoding: Encoding | null;
  /** Whether its first bytes say nothing. */
  readonly hasLead: boolean;
  /** Whether carriage returns alone end its lines. */
  readonly endsInReturns: boolean;
  /** Whether it is a journal's export, in JSON. */
  readonly isJournal: boolean;
}

/** So many first bytes tell a form. */
export const formBytes = 1 << 16;

/**
 * Returns the form of a log that starts with these bytes: {@link formBytes} of them, or all. Throws for what is no log,
 * as an archive, in a line that says what to do.
 */
export function formOf(start: Uint8Array, named: Named): Form {
  const encoding = encodingOf(start);
  const lead = encoding ? 0 : leadIn(start);
  const bytes = Buffer.from(start.buffer, start.byteOffset + lead, start.length - lead);
  if (!encoding && bytes.length > 0) refuseOthers(bytes, named);
  const text = encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes;
  return {
    encoding,
    hasLead: lead > 0,
    endsInReturns: endsInReturns(text),
    isJournal: isJournalText(text, named.name)
  };
}

/** Returns how the lines of a log are read in UTF-8 and without its lead; machine ids of a journal go to `machines`. */
export function inForm(read: Source["chunks"], form: Form, machines: Machines): Source["chunks"] {
  const {encoding, hasLead, endsInReturns, isJournal} = form;
  const text = encoding ? anew(read, (chunks) => decoded(chunks, encoding)) : hasLead ? anew(read, withoutLead) : read;
  const lines: Source["chunks"] = endsInReturns ? (from, onRead) => withNewlines(text(from, onRead)) : text;
  return isJournal ? asLines(lines, machines) : lines;
}

/** Returns chunks that can only be made from the first byte on. */
function anew(
  read: Source["chunks"],
  make: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
): Source["chunks"] {
  return (from, onRead) => skipping(make(read(0, onRead)), from);
}
