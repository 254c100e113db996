import {execFile} from "node:child_process";
import {accessSync, constants} from "node:fs";
import {access, writeFile} from "node:fs/promises";
import {delimiter, join} from "node:path";
import {pathToFileURL} from "node:url";
import {promisify} from "node:util";
import {withFolder} from "./temporary-folder.ts";

const names = ["chromium", "chromium-browser", "google-chrome"];
const patienceMs = 120_000;

/** Returns the path of a browser that can print; it looks in `path`, by default `PATH`. Throws when there is none. */
export function findBrowser(path = process.env.PATH ?? ""): string {
  const places = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  const found = places.find(isExecutable);
  if (found === undefined) throw new Error("no chromium to make a PDF with; install it: sudo apt install chromium");
  return found;
}

/**
 * Prints a page, given as HTML, to the file `pdf`. The browser has a new profile, and its calls to servers are off.
 * Throws when it makes no PDF within two minutes.
 */
export async function printPage(html: string, pdf: string, browser = findBrowser()): Promise<void> {
  await withFolder(async (folder) => {
    const page = join(folder, "page.html");
    await writeFile(page, html);
    try {
      await run(browser, [...flags(folder), `--print-to-pdf=${pdf}`, pathToFileURL(page).href], {timeout: patienceMs});
      await access(pdf);
    } catch (error) {
      throw new Error(`${browser} made no PDF: ${lastLine(error)}`, {cause: error});
    }
  });
}

const run = promisify(execFile);

const flags = (folder: string): string[] => [
  "--headless",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-pdf-header-footer",
  `--user-data-dir=${join(folder, "profile")}`,
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []) // chromium's sandbox does not start for root
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function lastLine(error: unknown): string {
  const {stderr, message} = error as Error & {stderr?: string};
  return (stderr || message).trim().split("\n").at(-1)!;
}
