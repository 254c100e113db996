// Runs the notebooks on the demo data and saves them as run, so that a repository's web view shows finished pictures:
// all of them, or those whose names begin as named (npm run notebooks -- 5-names).
import {existsSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {basename} from "node:path";
import {formatNotebook, type Notebook} from "../lib/notebook/nbformat.ts";
import {runNotebook} from "../lib/notebook/run.ts";
import {phoneType} from "../lib/notebook/show.ts";
import {notebookPaths} from "../lib/report/make.ts";
import {demoPath} from "../lib/base/installation.ts";

if (!existsSync(demoPath)) throw new Error(`no database at ${demoPath}; run npm start first`);

const named = process.argv.slice(2);
const paths = notebookPaths().filter(
  (path) => named.length === 0 || named.some((name) => basename(path).startsWith(name))
);

for (const path of paths) {
  const notebook = await runNotebook(path, {env: {KNOCKBOOK_DB: demoPath}});
  await writeFile(path, formatNotebook(withoutPhones(notebook)));
  console.log(`notebooks/${basename(path)}`);
}

/** Leaves out the charts' forms for phones, which only reports draw, and only from their own runs. */
function withoutPhones(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const outputs = cell.outputs.map((output) => {
      if (!("data" in output)) return output;
      return {...output, data: Object.fromEntries(Object.entries(output.data).filter(([mime]) => mime !== phoneType))};
    });
    return {...cell, outputs};
  });
  return {...notebook, cells};
}
