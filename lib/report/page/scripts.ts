import {readFileSync} from "node:fs";
import {findPackageJSON} from "node:module";
import {dirname, join} from "node:path";
import {drawCharts} from "./client.ts";

const LIBRARIES = ["vega", "vega-lite", "vega-embed"];

/**
 * Returns the scripts of a page with charts, in order: the drawing libraries with their licences, then the project's
 * own.
 */
export function scripts(): string[] {
  return [...LIBRARIES.map(library), `${drawCharts.toString()};drawCharts()`];
}

// Returns the file that a package names for browsers without a bundler (`unpkg` in its package.json), and its licence.
function library(name: string): string {
  const path = findPackageJSON(name, import.meta.url)!;
  const {version, unpkg} = JSON.parse(readFileSync(path, "utf8"));
  const license = readFileSync(join(dirname(path), "LICENSE"), "utf8");
  const code = readFileSync(join(dirname(path), unpkg), "utf8");
  return `/*! ${name} ${version}\n${license}*/\n${code.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n")}`;
}
