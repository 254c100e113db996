import {execFile} from "node:child_process";
import {renameSync} from "node:fs";
import {basename, dirname} from "node:path";
import {promisify} from "node:util";

const run = promisify(execFile);

// GNU tar's options for equal bytes: names in order, no owners, one time for all.
const equal = ["--sort=name", "--mtime=2025-01-01 00:00Z", "--owner=0", "--group=0", "--numeric-owner"];
const form = ["--format=ustar", "--mode=u=rwX,go=rX", "--use-compress-program=xz -6 --threads=1"];

/** Packs a folder into FOLDER.tar.xz beside it and returns its path. Equal folders give equal bytes. */
export async function pack(folder: string): Promise<string> {
  const file = `${folder}.tar.xz`;
  try {
    await run("tar", [...form, ...equal, "-cf", `${file}.part`, "-C", dirname(folder), basename(folder)]);
  } catch (error) {
    throw new Error(`GNU tar and xz are needed; run: sudo apt install tar xz-utils (${String(error)})`, {cause: error});
  }
  renameSync(`${file}.part`, file);
  return file;
}
