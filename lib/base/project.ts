import {existsSync} from "node:fs";
import {dirname, join} from "node:path";

/** The folder of the project: the nearest one upwards that holds `notebooks` and `data`. */
export const projectFolder = upwards(import.meta.dirname);

/** The folder of the notebooks. */
export const notebooksFolder = join(projectFolder, "notebooks");

function upwards(folder: string): string {
  if (existsSync(join(folder, "notebooks")) && existsSync(join(folder, "data"))) return folder;
  if (dirname(folder) === folder) throw new Error("no project folder above the library; clone knockbook again");
  return upwards(dirname(folder));
}
