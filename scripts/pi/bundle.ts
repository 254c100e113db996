import {dirname, join} from "node:path";
import {build, type Metafile, type Plugin} from "esbuild";

/** The processors that there is a package for, in Node's words. */
export const archs = ["arm64", "x64"] as const;

export type Arch = (typeof archs)[number];

/** The folder of the project. */
export const root = join(import.meta.dirname, "../..");

const entry = join(root, "lib/cli/pi.ts");

/**
 * Bundles the commands of the Pi for a processor: writes `knockbook.cjs`, which any Node from 24 on runs, and its
 * `better-sqlite3.node` into a folder, and returns esbuild's account of what went into them.
 */
export async function bundle(arch: Arch, folder: string): Promise<Metafile> {
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
    plugins: [ownInstallation]
  });
  return metafile;
}

const ofProject = join(root, "lib/base/installation.ts");
const ofPi = join(root, "lib/cli/pi-installation.ts");

/** There is no project on the Pi: the package has an installation of its own. */
const ownInstallation: Plugin = {
  name: "own installation",
  setup: ({onResolve}) =>
    onResolve({filter: /\/installation\.ts$/}, ({path, importer}) =>
      join(dirname(importer), path) === ofProject ? {path: ofPi} : null
    )
};
