import {basename} from "node:path";
import {runNotebook} from "../notebook/run.ts";
import {titleOf} from "./page/article.ts";
import type {Chapter} from "./page/page.ts";

/** A notebook that has just run: its file's name without `.ipynb`, how long it took, and how many of all are done. */
export interface Progress {
  readonly name: string;
  readonly seconds: number;
  readonly done: number;
  readonly of: number;
}

/**
 * Runs notebooks, two at once, and returns them in the order of their paths. `env` is the environment of the kernels,
 * on top of this process's. Throws when a notebook fails, and says in which cell and why. No other notebook is then
 * begun.
 */
export async function runChapters(
  paths: readonly string[],
  {env, onRun = () => undefined}: {env: Readonly<Record<string, string>>; onRun?: (progress: Progress) => void}
): Promise<Chapter[]> {
  const chapters = new Map<string, Chapter>();
  const queue = [...paths];
  async function worker(): Promise<void> {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const start = performance.now();
      const run = await runNotebook(path, {env});
      const name = basename(path, ".ipynb");
      chapters.set(path, {name, title: titleOf(run) ?? name, run});
      onRun({name, seconds: (performance.now() - start) / 1000, done: chapters.size, of: paths.length});
    }
  }
  const stop = (error: unknown): never => {
    queue.length = 0;
    throw error;
  };
  const ended = await Promise.allSettled([worker().catch(stop), worker().catch(stop)]);
  for (const {reason} of ended.filter((end) => end.status === "rejected")) throw reason;
  return paths.map((path) => chapters.get(path)!);
}
