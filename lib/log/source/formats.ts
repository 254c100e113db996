import {installation} from "../../base/installation.ts";
import {shellWord} from "../../base/shell.ts";
import {isBinary} from "./binary.ts";
import {isJournalFile} from "./journal-live.ts";
import {packingOf, unpackCommands, type Packing} from "./packing.ts";
import {isLastlog, isLoginRecords} from "./records.ts";
import {isTar} from "./tar.ts";

/** A kind of file that is no log. */
interface Format {
  /** What it is called, with its article. */
  readonly what: string;
  /** The bytes that it starts with, one character per byte, or what tells it. */
  readonly start: RegExp | ((start: Buffer) => boolean);
  /** The command that unpacks `FILE` into the folder `logs`, or to standard output. */
  readonly unpack?: string;
  readonly kind: "archive" | "packed" | "journal" | "other";
  /** What reads it; `FILE` is its name. */
  readonly hint?: string;
}

/** The options of tar for an archive that is packed: standard input can not be searched for them. */
const tarOptions: Readonly<Record<Packing, string>> = {gzip: "-xzf", xz: "-xJf", zstd: "--zstd -xf", bzip2: "-xjf"};

/**
 * The formats that are told, the surest ones first. Their marks are those of file(1); none can be the start of a log,
 * whose first bytes are a stamp, or holds zeros.
 */
const formats: readonly Format[] = [
  {what: "a tar archive", start: isTar, unpack: "tar -xf FILE -C logs", kind: "archive"},
  {what: "a zip archive", start: /^PK(?:\x03\x04|\x05\x06|\x07\x08)/, unpack: "unzip FILE -d logs", kind: "archive"},
  {what: "a 7z archive", start: /^7z\xbc\xaf\x27\x1c/, unpack: "7z x -ologs FILE", kind: "archive"},
  {what: "a rar archive", start: /^Rar!\x1a\x07/, unpack: "unrar x FILE logs/", kind: "archive"},
  {
    what: "a cpio archive",
    start: /^07070(?:[12][\da-fA-F]{104}|7[0-7]{70})/,
    unpack: "cpio -idD logs < FILE",
    kind: "archive"
  },
  {
    what: "a Debian package",
    start: /^!<arch>\ndebian-binary/,
    unpack: "dpkg-deb -x FILE logs",
    kind: "archive"
  },
  {what: "an ar archive", start: /^!<arch>\n/, unpack: "ar x --output logs FILE", kind: "archive"},
  {what: "an RPM package", start: /^\xed\xab\xee\xdb/, unpack: "rpm2cpio FILE | cpio -idD logs", kind: "archive"},
  {what: "a journal file", start: isJournalFile, kind: "journal"},
  {what: "packed by lz4", start: /^\x04\x22\x4d\x18/, unpack: "lz4 -dc FILE", kind: "packed"},
  {what: "packed by lzip", start: /^LZIP\x01/, unpack: "lzip -dc FILE", kind: "packed"},
  {what: "packed by lzop", start: /^\x89LZO\0/, unpack: "lzop -dc FILE", kind: "packed"},
  {what: "packed by compress", start: /^\x1f\x9d/, unpack: "gzip -dc FILE", kind: "packed"},
  {what: "packed by lzma", start: /^\x5d\0\0[\0-\x80]{2}(?:\xff{8}|.{5}\0{3})/s, unpack: "xz -dc FILE", kind: "packed"},
  {
    what: "text in UTF-32",
    start: /^(?:(?:\xff\xfe|\xfe\xff)\0\0|(?:[^\0]\0{3}){4})/,
    unpack: "iconv -f UTF-32 -t UTF-8 FILE",
    kind: "packed"
  },
  {
    what: "a file of login records (as btmp and wtmp)",
    start: isLoginRecords,
    kind: "other",
    hint: "lastb -f FILE reads it"
  },
  {what: "a lastlog", start: isLastlog, kind: "other", hint: "lastlog reads it"},
  {what: "an SQLite database", start: /^SQLite format 3\0/, kind: "other"},
  {what: "a program (ELF)", start: /^\x7fELF/, kind: "other"},
  {what: "a Windows event log", start: /^ElfFile\0/, kind: "other"},
  {
    what: "an image",
    start: /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*)/s,
    kind: "other"
  },
  {what: "a PDF", start: /^%PDF-/, kind: "other"},
  {
    what: "a capture of packets",
    start: /^(?:\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|\x0a\x0d\x0d\x0a.{4}(?:\x4d\x3c\x2b\x1a|\x1a\x2b\x3c\x4d))/s,
    kind: "other"
  },
  {what: "a binary file", start: isBinary, kind: "other"}
];

/** What is known of a file beside its first bytes. */
export interface Named {
  /** The path, or "-". */
  readonly name: string;
  /** How the file is packed whose unpacked bytes are looked at. */
  readonly packing: Packing | null;
}

/** Throws, in a line that says what to do, where a log starts with the bytes of something else. */
export function refuseOthers(start: Buffer, named: Named): void {
  const text = start.toString("latin1", 0, 512);
  const isPackedTwice = named.packing !== null && packingOf(start) !== null;
  if (isPackedTwice) throw new Error(refusal({what: "packed twice", start: /^/, kind: "packed"}, named));
  const found = formats.find(({start: told}) => (told instanceof RegExp ? told.test(text) : told(start)));
  if (found) throw new Error(refusal(found, named));
}

function refusal(format: Format, named: Named): string {
  const {name, packing} = named;
  const subject = name === "-" ? "standard input" : name;
  const what = packing && format.kind !== "packed" ? `${format.what} packed by ${packing}` : format.what;
  const verdict = format.kind === "packed" ? `${what}, which is not read` : `${what}, no log`;
  const file = name === "-" ? "FILE" : shellWord(name);
  return `${subject} is ${verdict}; ${hintOf(format, packing).replaceAll("FILE", () => file)}`;
}

/** Returns what to do, with `FILE` in place of the name. */
function hintOf({what, unpack = "", kind, hint}: Format, packing: Packing | null): string {
  const ingest = `${installation.call} ingest`;
  const plain = packing ? `${unpackCommands[packing]} FILE` : unpack;
  if (kind === "packed") return `unpack it: ${plain} | ${ingest} -`;
  if (kind === "other") return `${hint && !packing ? `${hint}; ` : ""}name sshd's log: auth.log, secure, or journal`;
  if (kind === "journal")
    return packing ? `unpack it: ${plain} > system.journal, and name that` : `name the file itself: ${ingest} FILE`;
  const isTar = packing !== null && what === "a tar archive";
  if (packing && !isTar) return `unpack it: ${plain} > unpacked, and name that`;
  const command = isTar ? `tar ${tarOptions[packing]} FILE -C logs` : unpack;
  return `unpack it and name the logs in it: mkdir logs && ${command}`;
}
