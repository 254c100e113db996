/**
 * All that lib knows of tslab 1.0.22 (of 2024, with TypeScript 5.0.4 inside), the Jupyter kernel that runs the cells:
 *
 * - {@link kernelspec}: the name by which Jupyter starts it, and which stands in every notebook;
 * - {@link display}: the way to send a MIME bundle to the cell that runs, `lastWriteDisplayData` of tslab/dist/jupyter;
 * - {@link errorLine}: the form of the errors that it prints to the standard error of a cell.
 *
 * The set-up starts it (scripts/setup/jupyter.mjs) and mends it (scripts/setup/preload.cjs), and scripts/execute.py
 * names it. Its compiler finds `knockbook/…` by the `typesVersions` of lib/package.json.
 *
 * Whatever replaces it is a process that speaks Jupyter's messages over ZeroMQ: it compiles a cell together with the
 * declarations of the cells before, checks the types against lib/dist, waits for the top-level `await`, runs all cells
 * in one realm, and sends what they print as streams. These three exports and those three scripts would then change.
 */
import {createRequire} from "node:module";

/** What a cell displays: one thing in several forms, by MIME type. A front end draws the richest form that it knows. */
export interface MimeBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The kernel that a notebook asks for, as its metadata name it. */
export const kernelspec = {display_name: "TypeScript", language: "typescript", name: "tslab"} as const;

interface Jupyter {
  lastWriteDisplayData: ((bundle: MimeBundle & {transient: object}) => void) | null;
}

/**
 * Sends a bundle to the cell that runs. tslab's own `display` sends one form only, so this takes the writer below it.
 * Throws outside of a notebook.
 */
export function display(bundle: MimeBundle): void {
  const jupyter = createRequire(import.meta.url)("tslab/dist/jupyter") as Jupyter;
  if (!jupyter.lastWriteDisplayData)
    throw new Error("no notebook to show this in; call show() in a cell of kernel tslab");
  jupyter.lastWriteDisplayData({...bundle, transient: {}});
}

/** Returns the line that names the error in the standard error of a cell, without the code around it and the stack. */
export function errorLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return lines.find((line) => /^(?:Un\w+: )?\w*Error\b/.test(line)) ?? lines.join("; ");
}
