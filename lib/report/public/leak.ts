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
 * Returns a check of written files that throws when one tells a secret of the database: in texts, data, pictures or
 * code, in whatever coding. A PDF is not read: it prints the joined page, which is.
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
 * Returns what finds the first secret in a text and says it with where it stands, or null. Not looked for are names
 * that are too short to be told from chance, and names that are words of the program or, if they are nobody's own, of
 * the notebooks: those stand there rightly.
 */
export function leakFinder(secrets: Secrets, chapters: readonly Chapter[]): Finder {
  const program = wordsOfProgram();
  const sources = chapters.flatMap(({run}) => run.cells.map(({source}) => joined(source)));
  // no name of one's own may stand in a notebook's text either
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

/** Whether a name can be told from what stands on any page: words of the program, and short numbers. */
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
