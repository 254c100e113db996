/**
 * `npm run flags` brings data/flags/*.png, the flags of countries by their alpha-2 codes, 100 px wide. They come from
 * the npm package svg-country-flags 1.2.10 (https://github.com/hjnilsson/country-flags), which took them from Wikipedia
 * and says of itself that it is in the public domain. The package is dormant, so it is no dependency, and the
 * repository holds the pictures. Same package, same bytes.
 */
import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {fileURLToPath} from "node:url";

const source = {
  name: "svg-country-flags@1.2.10",
  sha512: "xrqwo0TYf/h2cfPvGpjdSuSguUbri4vNNizBnwzoZnX0xGo3O5nGJMlbYEp7NOYcnPGBm6LE2axqDWSB847bLw=="
};
const target = join(import.meta.dirname, "../data/flags");

/** What {@link digestOf} gives of the flags that the package holds. */
export const flagsDigest = "a73d154752e389cb522a31113f03c7c1d17a834f38f0721a67a58a6e8dabf4f6";

/** Returns the SHA-256 (hexadecimal) of the names and contents of all flags in a folder. */
export function digestOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of globSync("*.png", {cwd: folder}).toSorted())
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/** Copies the flags of two-letter codes; those of parts of a country, as of Scotland, are in no geo database. */
function copyFlags(folder: string): void {
  mkdirSync(target, {recursive: true});
  for (const path of globSync("package/png100px/??.png", {cwd: folder}))
    copyFileSync(join(folder, path), join(target, basename(path)));
}

/** Returns the path of the package's archive, fetched by npm into a folder. Throws when it is not the known one. */
function fetched(folder: string): string {
  execFileSync("npm", ["pack", source.name, "--silent", "--pack-destination", folder]);
  const archive = join(folder, globSync("*.tgz", {cwd: folder})[0]!);
  const found = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (found !== source.sha512) throw new Error(`not the known ${source.name}; its SHA-512: ${found}`);
  return archive;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), "knockbook-flags-"));
  try {
    execFileSync("tar", ["-xzf", fetched(folder), "-C", folder]);
    copyFlags(folder);
  } finally {
    rmSync(folder, {recursive: true});
  }
  console.log(`data/flags ${globSync("*.png", {cwd: target}).length} flags`);
}
