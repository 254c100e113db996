import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {root} from "./bundle.ts";

/** Returns the names of the packages that files belong to. */
export function packagesOf(paths: readonly string[]): string[] {
  const names = paths.map((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).toSorted();
}

/** Writes the licences of packages into a new folder, a file each. */
export function writeLicences(packages: readonly string[], to: string): void {
  mkdirSync(to);
  for (const name of packages) writeFileSync(join(to, `${name.replace("/", "-")}.txt`), licenceOf(name));
}

/** Returns the licence text of a package, or where it has none, what its package.json says. */
function licenceOf(name: string): string {
  const from = join(root, "node_modules", name);
  const file = readdirSync(from).find((file) => /^licen[cs]e/i.test(file));
  if (file !== undefined) return readFileSync(join(from, file), "utf8");
  const {author, license, repository} = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  return `${name}: ${JSON.stringify({author, license, repository}, null, 2)}\n`;
}
