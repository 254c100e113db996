import {readdirSync} from "node:fs";
import {basename, delimiter, join} from "node:path";
import {openGeo} from "../geo/geo.ts";
import {joined, type Notebook} from "../notebook/nbformat.ts";
import {runNotebook} from "../notebook/run.ts";
import {readAbout, type About} from "../store/about.ts";
import {reading} from "../store/database.ts";
import {notebooksFolder} from "../store/paths.ts";
import {finding} from "./article.ts";
import {indexPage} from "./overview.ts";
import {reportPage, type PageOptions} from "./page.ts";
import {writePages} from "./write.ts";

/** What {@link makeReports} is told. */
export interface ReportOptions {
  /** The folder of the pages. */
  readonly out: string;
  /** Paths of geo databases; default: those of `KNOCKBOOK_GEO`, else the installed DB-IP Lite. */
  readonly geo?: readonly string[];
  /** Hears how many notebooks have run. */
  readonly onRun?: (done: number) => void;
}

/**
 * Runs all notebooks on a database, two side by side, and writes each as a page and an index that leads to them.
 * Returns the paths, the index first. Throws when a notebook fails; all old pages then still stand.
 */
export async function makeReports(db: string, {out, geo, onRun}: ReportOptions): Promise<string[]> {
  const about = reading(db, readAbout);
  const env = {KNOCKBOOK_DB: db, ...(geo ? {KNOCKBOOK_GEO: geo.join(delimiter)} : {})};
  const runs = await inPairs(notebookPaths(), (path) => runNotebook(path, {env}), onRun);
  const page = {...optionsOf(about), geo: (await openGeo(geo)).sources, generated: new Date()};
  const reports = await Promise.all(runs.map(({path, result}) => reportOf(path, result, page)));
  const index = indexPage(reports, page);
  const files: [string, string][] = [
    ["index.html", index],
    ...reports.map(({file, html}): [string, string] => [file, html])
  ];
  await writePages(files.map(([file, html]) => [join(out, file), html]));
  return files.map(([file]) => join(out, file));
}

/** Returns the paths of the notebooks in their order. */
export function notebookPaths(): string[] {
  const names = readdirSync(notebooksFolder).filter((name) => /^\d.*\.ipynb$/.test(name));
  return names.toSorted().map((name) => join(notebooksFolder, name));
}

function optionsOf({hosts, span, zone, demo}: About): Omit<PageOptions, "title" | "generated"> {
  const day = new Intl.DateTimeFormat("en-GB", {dateStyle: "long", timeZone: zone});
  return {
    host: hosts.join(", "),
    span: span ? `${day.formatRange(span.from * 1000, span.to * 1000)} (${zone})` : "no log with a time",
    demo
  };
}

type Report = {file: string; title: string; finding: string; html: string};

async function reportOf(path: string, notebook: Notebook, options: Omit<PageOptions, "title">): Promise<Report> {
  const title = titleOf(notebook) ?? basename(path, ".ipynb");
  const html = await reportPage(notebook, {...options, title});
  return {file: `${basename(path, ".ipynb")}.html`, title, finding: finding(notebook) ?? "", html};
}

function titleOf({cells}: Notebook): string | null {
  const first = cells.find((cell) => cell.cell_type === "markdown");
  return first ? (/^# (.*)$/m.exec(joined(first.source))?.[1] ?? null) : null;
}

/** Does a work for each path, two at a time, and returns the results in the order of the paths. */
async function inPairs<Result>(
  paths: readonly string[],
  work: (path: string) => Promise<Result>,
  onDone: (done: number) => void = () => undefined
): Promise<{path: string; result: Result}[]> {
  const results = new Map<string, Result>();
  const queue = [...paths];
  async function worker(): Promise<void> {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      results.set(path, await work(path));
      onDone(results.size);
    }
  }
  await Promise.all([worker(), worker()]);
  return paths.map((path) => ({path, result: results.get(path)!}));
}
