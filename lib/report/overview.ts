import {h} from "hastscript";
import {prose} from "./markdown.ts";
import {header, htmlPage} from "./page.ts";
import type {PageOptions} from "./page.ts";
import {sources} from "./sources.ts";

/** A written report: its file's name beside the index, its title and its finding as Markdown. */
export type Entry = {readonly file: string; readonly title: string; readonly finding: string};

/** Returns the page that leads to the reports: each with its title and its finding. */
export function indexPage(
  reports: readonly Entry[],
  {title = "Who knocks on my SSH port?", ...options}: Omit<PageOptions, "title"> & {title?: string}
): string {
  const items = reports.map(({file, title, finding}) =>
    h("li", h("h2", h("a", {href: encodeURI(file)}, title)), prose(finding, {computed: true}))
  );
  const main = h("main", {id: "main"}, h("ul.reports", items));
  return htmlPage(title, [header({title, ...options}), main, sources(new Map(), options)]);
}
