import {mkdirSync} from "node:fs";
import {enableCompileCache} from "node:module";
import {join} from "node:path";
import {cacheFolder} from "../base/cache-folder.ts";

/**
 * Returns vega and vega-lite, loaded. The code that V8 compiled of them is kept in the user's cache folder, if there is
 * one, as Python does with its packages. This takes a tenth off a process that draws one chart.
 */
export async function loadEngine(): Promise<typeof import("./vega.ts")> {
  keepCompiled(cacheFolder());
  return import("./vega.ts"); // here, as only those who draw need it, and no `require` can load the packages
}

function keepCompiled(folder: string | null): void {
  if (folder === null) return;
  try {
    mkdirSync(folder, {recursive: true, mode: 0o700});
  } catch {
    return; // a home that cannot be written
  }
  enableCompileCache(join(folder, "code"));
}
