import {readFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {build, type Metafile, type Plugin} from "esbuild";
import {wordsOnThePi} from "./words.ts";

/** The processors that there is a package for, in Node's words. */
export const archs = ["arm64", "x64"] as const;

export type Arch = (typeof archs)[number];

/** The folder of the project. */
export const root = join(import.meta.dirname, "../..");

const [entry, projectPaths, piPaths] = ["pi.ts", "../store/paths.ts", "pi-paths.ts"].map((path) =>
  join(root, "lib/cli", path)
) as [string, string, string];

/**
 * Bundles the commands of the Pi for a processor: writes `knockbook.cjs`, which any Node from 24 on runs, and its
 * `better-sqlite3.node` into a folder, and returns esbuild's account of what went into them.
 */
export async function bundle(arch: Arch, folder: string): Promise<Metafile> {
  const words = createWords();
  const {metafile} = await build({
    entryPoints: [{in: entry, out: "knockbook"}],
    outdir: folder,
    outExtension: {".js": ".cjs"},
    assetNames: "better-sqlite3",
    loader: {".node": "copy"},
    alias: {"better-sqlite3": `better-sqlite3/linux-${arch}`}, // its main entry looks for the binary when it runs
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node18", // so that an old Node comes as far as to say that it is too old
    logLevel: "error",
    metafile: true,
    plugins: [ownPaths, words.plugin]
  });
  words.check();
  return metafile;
}

/** There is no project on the Pi: its paths stand in for the project's. */
const ownPaths: Plugin = {
  name: "own paths",
  setup: ({onResolve}) =>
    onResolve({filter: /\/paths\.ts$/}, ({path, importer}) =>
      join(dirname(importer), path) === projectPaths ? {path: piPaths} : null
    )
};

/** Says on the Pi what is right there: the sources name the project's paths and its way to call the command. */
function createWords(): {plugin: Plugin; check: () => void} {
  const unused = new Set(wordsOnThePi.keys());
  const load = async (path: string): Promise<{contents: string; loader: "ts"}> => {
    let contents = await readFile(path, "utf8");
    for (const [from, to] of wordsOnThePi)
      if (contents.includes(from)) {
        unused.delete(from);
        contents = contents.replaceAll(from, to);
      }
    return {contents, loader: "ts"};
  };
  return {
    plugin: {name: "words", setup: ({onLoad}) => onLoad({filter: /\/lib\/[\w/-]+\.ts$/}, ({path}) => load(path))},
    check: () => {
      if (unused.size > 0) throw new Error(`no source says this any more; correct scripts/pi/words.ts: ${[...unused]}`);
    }
  };
}
