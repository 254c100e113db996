import assert from "node:assert/strict";
import {once} from "node:events";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {BrowserContext, Page} from "playwright-core";
import {startLab, type Lab} from "../../lib/cli/lab.ts";
import {formatNotebook} from "../../lib/notebook/nbformat.ts";
import {inBrowser, noBrowser} from "./chromium.ts";
import {few} from "../scope.ts";

const root = join(import.meta.dirname, "../..");
const screenshots = join(root, "test", "screenshots");
const minutes = 60_000;

const rows = [
  {user: "root", known: true, attempts: 30},
  {user: "<b>admin</b>", known: false, attempts: 25},
  {user: "pi", known: false, attempts: 20}
];

const cells = [
  'import {names} from "knockbook/chart/names";\nimport {show} from "knockbook/notebook/show";',
  `const rows = ${JSON.stringify(rows)};`,
  "await show(names, rows, {});",
  "console.log(process.env.KNOCKBOOK_DB);"
];

/** What a page says that it should not: warnings, errors, and requests to anywhere else than this machine. */
interface Complaints {
  readonly said: string[];
  readonly requested: string[];
}

/** A notebook folder inside the project, where cells find the library, and JupyterLab's own folders, all empty. */
let folder: string;
let lab: Lab;

before(async () => {
  if (noBrowser) return;
  folder = await mkdtemp(join(root, "test", ".tmp-lab-"));
  await mkdir(join(folder, "notebooks"));
  const own = [
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR"
  ];
  const env = Object.fromEntries(own.map((name) => [name, join(folder, name.toLowerCase())]));
  lab = await startLab({folder: join(folder, "notebooks"), env: {...env, KNOCKBOOK_DB: "the-database"}});
});

after(async () => {
  if (noBrowser) return;
  const {child} = lab ?? {};
  if (child && child.exitCode === null && child.kill()) await once(child, "exit");
  await rm(folder, {recursive: true, force: true, maxRetries: 5});
});

for (const theme of few(["Light", "Dark"], 1))
  test(`JupyterLab ${theme} runs a notebook and draws its chart`, {skip: noBrowser, timeout: 3 * minutes}, async () => {
    await useTheme(`JupyterLab ${theme}`);
    await writeFile(join(folder, "notebooks", `${theme}.ipynb`), notebook());
    await inBrowser((context) => runIn(context, theme), {viewport: {width: 1300, height: 900}});
  });

async function runIn(context: BrowserContext, theme: string): Promise<void> {
  const complaints = await watch(context);
  const page = context.pages()[0] ?? (await context.newPage());
  await open(page, theme);
  await runAll(page);
  const chart = page.locator(".jp-RenderedVegaCommon5 svg");
  await chart.waitFor({timeout: minutes});
  await page.getByText("the-database", {exact: true}).waitFor();
  await page.screenshot({path: join(screenshots, `lab-${theme.toLowerCase()}.png`)});
  assert.equal(await chart.locator("g.mark-rect.role-mark path").count(), rows.length);
  const title = await chart
    .locator("g.role-title text")
    .first()
    .evaluate((text) => getComputedStyle(text).fill);
  assert.equal(isBright(title), theme === "Dark");
  assert.equal(await page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count(), 0);
  assert.deepEqual(complaints, {said: [], requested: []});
}

/** Returns whether a colour is nearer to white than to black, by its red. */
function isBright(color: string): boolean {
  return Number(/\d+/.exec(color)?.[0]) > 127;
}

async function useTheme(theme: string): Promise<void> {
  const settings = join(folder, "jupyterlab_settings_dir", "@jupyterlab", "apputils-extension");
  await mkdir(settings, {recursive: true});
  await writeFile(join(settings, "themes.jupyterlab-settings"), JSON.stringify({theme, "adaptive-theme": false}));
}

function notebook(): string {
  const code = cells.map((source, i) => ({
    cell_type: "code" as const,
    id: `cell-${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null
  }));
  const metadata = {kernelspec: {name: "tslab", display_name: "TypeScript", language: "typescript"}};
  return formatNotebook({cells: code, metadata, nbformat: 4, nbformat_minor: 5});
}

async function watch(context: BrowserContext): Promise<Complaints> {
  const complaints: Complaints = {said: [], requested: []};
  context.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) complaints.said.push(message.text());
  });
  context.on("weberror", (error) => complaints.said.push(String(error.error())));
  await context.route(
    ({hostname, protocol}) => hostname !== "127.0.0.1" && protocol.startsWith("http"),
    (route) => {
      complaints.requested.push(route.request().url());
      return route.abort();
    }
  );
  return complaints;
}

/** Opens a notebook in a workspace of its own, and waits until its kernel has answered. */
async function open(page: Page, name: string): Promise<void> {
  const url = new URL(lab.url);
  url.pathname += `/workspaces/${name}/tree/${name}.ipynb`;
  await page.goto(url.href);
  await page.getByText("TypeScript | Idle", {exact: true}).waitFor({timeout: minutes});
}

async function runAll(page: Page): Promise<void> {
  await page.locator(".jp-Notebook .jp-CodeCell .cm-content").first().click();
  await page.getByRole("menuitem", {name: "Run", exact: true}).click();
  await page.getByRole("menuitem", {name: "Run All Cells", exact: true}).click();
}
