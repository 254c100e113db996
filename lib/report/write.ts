import {mkdir, rename, rm, writeFile} from "node:fs/promises";
import {dirname} from "node:path";

/**
 * Writes pages ([path, text]) so that either all of them are new or, if anything fails, all old ones still stand whole:
 * each goes to a temporary file beside its place first, and is renamed when every one is written.
 */
export async function writePages(pages: readonly (readonly [path: string, html: string])[]): Promise<void> {
  const files = pages.map(([path, html]) => ({path, html, draft: `${path}.${process.pid}.tmp`}));
  try {
    for (const {path} of files) await mkdir(dirname(path), {recursive: true});
    for (const {draft, html} of files) await writeFile(draft, html, {flush: true});
    for (const {draft, path} of files) await rename(draft, path);
  } finally {
    await Promise.all(files.map(({draft}) => rm(draft, {force: true})));
  }
}
