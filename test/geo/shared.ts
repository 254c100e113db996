import {existsSync} from "node:fs";
import {join} from "node:path";

const folder = join(import.meta.dirname, "../../../shared/geo");

/** Why tests on the shared geo files are skipped, or false when the files are there; says so loudly once. */
export const skip: string | false = existsSync(folder) ? false : `NOT TESTED: no geo test files at ${folder}`;
if (skip) console.error(`\n*** ${skip} ***\n`);

/** Returns the path of a shared geo file. */
export function shared(file: string): string {
  return join(folder, file);
}
