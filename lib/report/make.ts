import {readdirSync} from "node:fs";
import {join} from "node:path";
import {visible} from "../chart/parts/text.ts";
import {notebooksFolder} from "../base/project.ts";
import {runChapters, type Progress} from "./chapters.ts";
import {changesChapter} from "./compare/comparison.ts";
import {csv, tablesOf} from "./csv.ts";
import type {Note, PageOptions} from "./page/draft.ts";
import {withInput, type Input, type InputOptions} from "./input.ts";
import {leakCheck} from "./public/leak.ts";
import {chapterPage, joinedPage, type Chapter} from "./page/page.ts";
import {findBrowser, printPage} from "./pdf.ts";
import {periodText} from "./compare/period.ts";
import {tallies} from "./compare/tallies.ts";
import {writeFiles, type OutFile} from "./write.ts";

/** The options of {@link makeReports}. */
export interface ReportOptions extends InputOptions {
  /** The folder of the pages. */
  readonly out: string;
  /** The folder of the tables as CSV; default: none are written. */
  readonly csv?: string;
  /** Whether the joined page is printed as a PDF beside it. */
  readonly pdf?: boolean;
  /** Paths of notebooks; default: all of the project. */
  readonly notebooks?: readonly string[];
  /** Called after each notebook that has run. */
  readonly onRun?: (progress: Progress) => void;
}

/**
 * Runs the notebooks on the database `db`, writes each as a page, and writes one page that joins them all,
 * `knockbook.html`. Returns the paths of all files, the joined page first. Throws when a notebook fails, when a PDF is
 * asked for and no browser is there, and when a file to publish would tell a secret. All old files then still stand.
 */
export async function makeReports(db: string, options: ReportOptions): Promise<string[]> {
  const browser = options.pdf ? findBrowser() : null;
  const generated = now();
  return withInput(db, options, async (input) => {
    const env = {...input.env, ...(options.csv ? {KNOCKBOOK_ROWS: "1"} : {})};
    const ran = await runChapters(options.notebooks ?? notebookPaths(), {env, onRun: options.onRun});
    const chapters = input.before ? [await changed(input, input.before), ...ran] : ran;
    const files = [
      ...pages(chapters, {...pageOptions(input, options), generated}, {...options, browser}),
      ...(options.csv ? tables(chapters, options.csv) : [])
    ];
    const {hiding, geo} = input;
    await writeFiles(files, hiding ? leakCheck(db, {hiding, geo}, chapters) : undefined);
    return files.map(({path}) => path);
  });
}

/** Returns the paths of the notebooks in their order. */
export function notebookPaths(): string[] {
  const names = readdirSync(notebooksFolder).filter((name) => /^\d.*\.ipynb$/.test(name));
  return names.toSorted().map((name) => join(notebooksFolder, name));
}

/** Returns the time that pages show as their own: now, or `SOURCE_DATE_EPOCH` (reproducible-builds.org). */
function now(): Date {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === "") return new Date();
  if (!/^\d{1,12}$/.test(epoch)) throw new Error(`invalid SOURCE_DATE_EPOCH; not seconds since 1970: ${epoch}`);
  return new Date(Number(epoch) * 1000);
}

async function changed({log, period, places}: Input, before: NonNullable<Input["before"]>): Promise<Chapter> {
  const then = await tallies(await before.log.withPlaces(places));
  const today = await tallies(await log.withPlaces(places));
  return changesChapter({...then, period: before.period}, {...today, period: period!});
}

function pages(
  chapters: readonly Chapter[],
  page: PageOptions,
  {out, browser}: {out: string; browser: string | null}
): OutFile[] {
  const all = {...page, titles: new Map(chapters.map(({name, title}) => [name, title]))};
  const html = (name: string, content: string): OutFile => ({path: join(out, `${name}.html`), content});
  const print = (pdf: string): Promise<void> => printPage(joinedPage(chapters, {...all, still: true}), pdf, browser!);
  return [
    html("knockbook", joinedPage(chapters, all)),
    ...chapters.map((chapter) => html(chapter.name, chapterPage(chapter, all))),
    ...(browser ? [{path: join(out, "knockbook.pdf"), content: print}] : [])
  ];
}

function tables(chapters: readonly Chapter[], folder: string): OutFile[] {
  return chapters.flatMap(tablesOf).map(({name, table}) => ({path: join(folder, `${name}.csv`), content: csv(table)}));
}

function pageOptions(
  {log: {about}, period, hiding, geo}: Input,
  {k = 10}: ReportOptions
): Omit<PageOptions, "generated"> {
  const day = new Intl.DateTimeFormat("en-GB", {dateStyle: "long", timeZone: about.zone});
  const whole = about.span ? `${day.formatRange(about.span.from * 1000, about.span.to * 1000)} (${about.zone})` : null;
  const notes: (Note | false)[] = [
    about.demo && ["Made-up data.", "Nobody knocked: this log was generated to try knockbook."],
    hiding !== null && [
      "For publishing.",
      `Addresses are pseudonyms that keep common prefixes. Names tried fewer than ${k} times, and what looks like a password or is the host's own, count as one, “others”: there were more names than are counted.`
    ],
    period !== null && [
      "A part of the log.",
      "The report is about these days alone; only the lines that were read are counted for all."
    ]
  ];
  return {
    ...(hiding ? {} : {host: about.hosts.map((host) => visible(host, 60)).join(", ")}),
    span: period ? periodText(period) : (whole ?? "no log with a time"),
    notes: notes.filter((note) => note !== false),
    geo: geo.sources
  };
}
