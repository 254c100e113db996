import {existsSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {chromium} from "playwright-core";
import type {BrowserContext} from "playwright-core";

const PATH = "/usr/bin/chromium"; // Debian's

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

/** False where a browser can be launched; else the reason, in the form of node:test's `skip`, loudly on stderr too. */
export const noBrowser: string | false = existsSync(PATH)
  ? false
  : `NO BROWSER TESTS: ${PATH} is missing; apt install chromium`;

if (noBrowser) console.error(`\n*** ${noBrowser} ***\n`);

type ContextOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>;

/** Runs a test in a browser with a fresh profile, which is removed afterwards; options are playwright's. */
export async function inBrowser<T>(
  test: (context: BrowserContext) => Promise<T>,
  options: ContextOptions = {}
): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), "knockbook-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {executablePath: PATH, args: FLAGS, ...options});
  try {
    return await test(context);
  } finally {
    await context.close();
    await rm(profile, {recursive: true, force: true, maxRetries: 5});
  }
}
