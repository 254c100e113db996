import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {basename, join} from "node:path";
import {createInterface} from "node:readline";
import {projectFolder} from "../base/project.ts";
import {errorLine, kernelspec} from "./kernel.ts";
import {joined, type Cell, type Notebook, type Output} from "./nbformat.ts";

/** How a notebook is run. */
interface RunOptions {
  /** The environment of the kernel, on top of this process's: `KNOCKBOOK_DB`, `KNOCKBOOK_GEO`. */
  readonly env?: {readonly [name: string]: string};
  /** The seconds that one cell may take; 300 by default. */
  readonly timeout?: number;
  /** Called before each code cell with its number among all cells, from 1. */
  readonly onCell?: (cell: number, of: number) => void;
}

/** A notebook after its run, complete or not. */
export interface Outcome {
  readonly notebook: Notebook;
  /** Why the run stopped, or null if it did not; "failed" if the standard error of the last cell says why. */
  readonly error: string | null;
  /** What the kernel's process wrote outside of the cells. */
  readonly kernel: string;
  /** The last cell that was begun, from 1; 0: none. */
  readonly cell: number;
}

const shows = /^(?:await\s+)?(?:show|say|display)\b/;

/**
 * Returns the notebook as run from top to bottom by the kernel in its own folder; the file stays as it is. Equal
 * content gives an equal notebook: its cells keep their ids, count from 1, and hold no times. Throws one line with the
 * notebook, the number of the cell among all cells (from 1), and the reason. Reasons are a cell that fails, takes
 * longer than `timeout`, writes to standard error or leaves the rejection of a promise unhandled, and a cell without
 * the output that it declares. A cell declares one if its last statement is `show(…)`, `say(…)` or `display…`, or if
 * its metadata say `{"knockbook": {"output": true}}`.
 */
export async function runNotebook(path: string, options: RunOptions = {}): Promise<Notebook> {
  const outcome = await execute(path, options);
  const why = complaint(outcome);
  if (why !== null) throw new Error(`${basename(path)}, ${why}`);
  return settled(outcome.notebook);
}

/** Returns the first thing that is wrong with a run notebook, as “cell 3: why”, or null if nothing is. */
export function complaint({notebook, error, kernel, cell}: Outcome): string | null {
  if (error !== null && cell === 0)
    return `the kernel does not start: ${errorLine(kernel) || error}; run npm start first`;
  if (error !== null && error !== "failed") return `cell ${cell}: ${error}`;
  const loud = notebook.cells.findIndex((each) => standardError(each) !== "");
  if (loud >= 0) return `cell ${loud + 1}: ${errorLine(standardError(notebook.cells[loud]!))}`;
  if (error !== null) return `cell ${cell}: failed without a word`;
  const empty = notebook.cells.findIndex((each) => declaresOutput(each) && !hasOutput(each));
  if (empty >= 0) return `cell ${empty + 1}: no output, but it declares one`;
  return kernel === "" ? null : `outside of its cells: ${errorLine(kernel)}`;
}

/** Returns whether a cell says that it must have an output. */
export function declaresOutput(cell: Cell): boolean {
  if (cell.cell_type !== "code") return false;
  const {output} = (cell.metadata.knockbook ?? {}) as {output?: boolean};
  const statements = joined(cell.source)
    .split("\n")
    .filter((line) => /^[\w$([]/.test(line)); // the rest is indented
  return output === true || shows.test(statements.at(-1) ?? "");
}

function hasOutput(cell: Cell): boolean {
  return cell.cell_type === "code" && cell.outputs.length > 0;
}

function standardError(cell: Cell): string {
  const outputs = cell.cell_type === "code" ? cell.outputs : [];
  return outputs.map((output) => (isStandardError(output) ? joined(output.text) : "")).join("");
}

function isStandardError(output: Output): output is Extract<Output, {output_type: "stream"}> {
  return output.output_type === "stream" && output.name === "stderr";
}

async function execute(path: string, {env = {}, timeout = 300, onCell = () => {}}: RunOptions): Promise<Outcome> {
  const python = join(projectFolder, ".venv", "bin", "python");
  if (!existsSync(python)) throw new Error("no Jupyter here yet; run npm start first");
  const child = spawn(python, ["-I", join(projectFolder, "scripts", "execute.py"), path, String(timeout)], {
    env: {...process.env, JUPYTER_PREFER_ENV_PATH: "1", ...env},
    stdio: ["ignore", "pipe", "pipe"]
  });
  const printed = child.stderr.setEncoding("utf8").toArray();
  let cell = 0;
  let outcome: Outcome | null = null;
  for await (const line of createInterface({input: child.stdout})) {
    const said = JSON.parse(line) as Outcome & {of: number};
    if (said.notebook) outcome = {...said, cell};
    else onCell((cell = said.cell), said.of);
  }
  if (outcome) return outcome;
  throw new Error(`cannot run ${basename(path)}: ${(await printed).join("").trim().split("\n").at(-1)}`);
}

/** Returns a notebook without what differs from run to run or from machine to machine. */
function settled(notebook: Notebook): Notebook {
  let count = 0;
  const cells = notebook.cells.map((cell) => (cell.cell_type === "code" ? {...cell, execution_count: ++count} : cell));
  return {...notebook, cells, metadata: {...notebook.metadata, kernelspec}};
}
