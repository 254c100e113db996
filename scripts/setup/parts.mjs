// A part of the set-up is {title, folder, inputs, make, megabytes}: it makes a folder out of inputs. The folder holds a
// stamp, the hash of its inputs, which is written last: without the right stamp the part is made again.
import {createHash} from "node:crypto";
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

/** The folder of the project, without a slash at its end. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Returns whether the folder of a part is complete and was made from what its inputs are now. */
export function isCurrent(part) {
  return readOrNull(stampPath(part)) === hash(part.inputs());
}

/** Writes the stamp of a part; to be called when all else is done. */
export function stamp(part) {
  writeFileSync(stampPath(part), hash(part.inputs()));
}

/** Returns the contents of files, each after its name; folders are read through, all but `dist`. */
export function contents(...paths) {
  return paths.flatMap((path) => filesUnder(path).flatMap((file) => [file, readOrNull(join(root, file)) ?? ""]));
}

/** Returns the text of a file, or null if it cannot be read. */
export function readOrNull(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function stampPath(part) {
  return join(root, part.folder, ".knockbook-setup");
}

function hash(texts) {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}

function filesUnder(path) {
  if (!path.endsWith("/")) return [path];
  return readdirSync(join(root, path), {withFileTypes: true})
    .filter((entry) => entry.name !== "dist" && (entry.isDirectory() || entry.name.endsWith(".ts")))
    .flatMap((entry) => filesUnder(path + entry.name + (entry.isDirectory() ? "/" : "")));
}
