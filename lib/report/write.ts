import {mkdir, rename, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";

/** A file to write: its text, or what makes it at a path. */
export interface OutFile {
  readonly path: string;
  readonly content: string | ((draft: string) => Promise<void>);
}

/**
 * Writes files so that either all of them are new or, if anything fails, all old ones still stand whole: each goes to a
 * hidden file beside its place first. `check` gets the paths of these drafts; if it does not throw, they are renamed.
 */
export async function writeFiles(
  files: readonly OutFile[],
  check: (drafts: readonly string[]) => Promise<void> = async () => undefined
): Promise<void> {
  const drafts = files.map((file) => ({...file, draft: draftOf(file.path)}));
  try {
    for (const {path} of drafts) await mkdir(dirname(path), {recursive: true});
    for (const {draft, content} of drafts) {
      if (typeof content === "string") await writeFile(draft, content, {flush: true});
      else await content(draft);
    }
    await check(drafts.map(({draft}) => draft));
    for (const {draft, path} of drafts) await rename(draft, path);
  } finally {
    await Promise.all(drafts.map(({draft}) => rm(draft, {force: true})));
  }
}

/** It keeps its ending, by which a browser tells what a file is. */
function draftOf(path: string): string {
  return join(dirname(path), `.${process.pid}-${basename(path)}`);
}
