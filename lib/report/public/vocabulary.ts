import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {scripts} from "../page/scripts.ts";

const word = /[\p{L}\p{N}_-]{3,}/gu;

/** Names of accounts and hosts that are common, so they tell nothing about one host. */
export const commonNames: ReadonlySet<string> = new Set(
  (
    "admin administrator debian ftp git guest localhost mysql nobody operator oracle postgres raspberry raspberrypi root " +
    "server support test ubuntu user web www"
  ).split(" ")
);

/** Returns the words of three characters or more of texts. */
export function wordsOfText(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.match(word) ?? []));
}

/**
 * Returns the words that a page may hold with any log: those of the drawing libraries, and those of the files that ask
 * for rows, draw charts and write pages.
 */
export function wordsOfProgram(): Set<string> {
  const lib = join(import.meta.dirname, "../..");
  const files = ["analysis", "ask", "base", "chart", "geo", "notebook", "report"].flatMap((stage) =>
    readdirSync(join(lib, stage), {recursive: true, encoding: "utf8"})
      .filter((name) => /\.(js|ts)$/.test(name))
      .map((name) => readFileSync(join(lib, stage, name), "utf8"))
  );
  return wordsOfText([...scripts(), ...files]);
}
