import {readFile} from "node:fs/promises";
import {basename, extname} from "node:path";
import {joined} from "../../notebook/nbformat.ts";
import type {Geo} from "../../geo/geo.ts";
import {reading} from "../../store/database.ts";
import {finder, type Finder} from "./find.ts";
import type {Hiding} from "./hidden.ts";
import {layers} from "./layers.ts";
import type {Chapter} from "../page/page.ts";
import {canonical, secretsOf, type Secrets} from "./secrets.ts";
import {commonNames, wordsOfProgram, wordsOfText} from "./vocabulary.ts";

/**
 * Returns a check of written files. It throws when one of them holds a secret of the database `db`: in a text, in data,
 * in a picture or in code, plain or encoded. It does not read a PDF, because that is printed from the joined page,
 * which it reads.
 */
export function leakCheck(
  db: string,
  {hiding, geo}: {readonly hiding: Hiding; readonly geo: Geo},
  chapters: readonly Chapter[]
): (drafts: readonly string[]) => Promise<void> {
  const secrets = reading(db, (store) => secretsOf(store, hiding, geo));
  const search = leakFinder(secrets, chapters);
  return async (drafts) => {
    for (const draft of drafts.filter((path) => extname(path) !== ".pdf")) {
      const leak = search(await readFile(draft, "utf8"));
      const name = basename(draft).replace(/^\.\d+-/, "");
      if (leak !== null) throw new Error(`${name} would tell ${leak}; nothing was written`);
    }
  };
}

/**
 * Returns a finder of the first secret in a text. It returns the secret in quotes, and how it was encoded. It does not
 * look for names that are too short or common, because they stand in many texts by chance. It does not look for words
 * of the program, because a page may hold them. It looks for words of the notebooks only where they are the name of a
 * host or of a user who logged in.
 */
export function leakFinder(secrets: Secrets, chapters: readonly Chapter[]): Finder {
  const program = wordsOfProgram();
  const sources = chapters.flatMap(({run}) => run.cells.map(({source}) => joined(source)));
  // names of hosts and of users who logged in must not stand in the text of a notebook either
  const anywhere = new Set([...program, ...wordsOfText(sources)]);
  const own = [...secrets.own].filter((name) => isTelling(name, program) && !commonNames.has(name.toLowerCase()));
  const folded = [...secrets.folded].filter((name) => name.length > 3 && isTelling(name, anywhere));
  const findName = finder([...own, ...folded], secrets.shown);
  return (text) => {
    for (const {text: layer, how} of layers(text)) {
      const found = findAddress(layer, secrets.addresses) ?? findName(layer);
      if (found !== null) return `${JSON.stringify(found)}${how === "" ? "" : ` (as text${how})`}`;
    }
    return null;
  };
}

/** Returns whether a name can be told from the words and short numbers that stand on any page. */
function isTelling(name: string, known: ReadonlySet<string>): boolean {
  if (name.length < 3 || /^[\d\s.,:-]{1,5}$/.test(name)) return false;
  const words = wordsOfText([name]);
  return words.size > 0 ? [...words].some((word) => !known.has(word)) : name.length > 5 && /[\p{L}\p{N}]/u.test(name);
}

const ipv4 = /(?<![\d.])\d{1,3}(?:[.-]\d{1,3}){2}[.-](?:\d{1,3}|[x*])(?![\d])/g;
const ipv6 = /(?<![\da-f:])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?:\.\d{1,3}){0,3}/gi;

function findAddress(text: string, addresses: ReadonlySet<string>): string | null {
  for (const [found] of text.matchAll(ipv4))
    if (isSecret(found.replaceAll("-", ".").replace(/[x*]$/, "0"), addresses)) return found;
  for (const [found] of text.matchAll(ipv6)) if (isSecret(found, addresses)) return found;
  return null;
}

function isSecret(text: string, addresses: ReadonlySet<string>): boolean {
  const address = canonical(text);
  return address !== null && addresses.has(address);
}
