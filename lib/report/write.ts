import {mkdir, rename, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";

/** A file to write. The content is its text, or a function that writes the file to the path it gets. */
export interface OutFile {
  readonly path: string;
  readonly content: string | ((draft: string) => Promise<void>);
}

/**
 * Writes all files or none: where anything fails, all old files still stand whole. Each file is first written to a
 * draft, a hidden file beside its place. `check` gets the paths of the drafts. Where it does not throw, the drafts are
 * renamed.
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

/** Returns the path of a draft. Its ending is that of the file, because a browser tells the type of a file by it. */
function draftOf(path: string): string {
  return join(dirname(path), `.${process.pid}-${basename(path)}`);
}
