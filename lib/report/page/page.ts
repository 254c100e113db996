import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {article} from "./article.ts";
import type {Article} from "./article.ts";
import type {Run} from "./bundle.ts";
import {newDraft, type Draft, type PageOptions} from "./draft.ts";
import {htmlPage} from "./html.ts";
import type {Entry} from "./sections.ts";
import {sources} from "./credits.ts";

/** A notebook that was run, and the name of its file without `.ipynb`. */
export interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly run: Run;
}

/** The question that all notebooks answer. */
const question = "Who knocks on my SSH port?";

/**
 * Returns an executed notebook as one HTML file that needs nothing else. No request leaves it, its policy admits its
 * scripts by their hashes alone, and without JavaScript each chart is a picture. The same input gives the same bytes.
 * Throws with the notebook and the cell if a page cannot show an output.
 */
export function chapterPage(chapter: Chapter, options: PageOptions): string {
  const draft = newDraft(options);
  const {finding, findingCode, sections, contents} = articleOf(chapter, draft);
  const lead = found("The finding", [...finding, ...(findingCode ? [findingCode] : [])]);
  const main = h("main", {id: "main"}, lead, navigation(contents), [...sections]);
  return htmlPage(
    chapter.title,
    [header(chapter.title, `knockbook · ${question}`, options), main, sources(draft)],
    draft
  );
}

/**
 * Returns several executed notebooks as one HTML file, like that of {@link chapterPage}. All findings come first, then
 * each notebook as a chapter. What their charts share stands in the file once.
 */
export function joinedPage(chapters: readonly Chapter[], options: PageOptions): string {
  const draft = newDraft({...options, joined: true});
  const parts = chapters.map((chapter) => ({...chapter, ...articleOf(chapter, draft, 3)}));
  const links = parts.map(({name}) => `#${name}`);
  const findings = parts.map(({name, title, finding}) =>
    h(
      "li",
      h("p.of", h("a", {href: `#${name}`}, title)),
      finding.filter((node) => !leadsTo(links, node))
    )
  );
  const contents = parts.map(({name, title, contents}) => ({id: name, text: title, contents}));
  const main = h("main", {id: "main"}, [
    found("The findings", [h("ol", findings)]),
    navigation(contents),
    ...parts.map(part)
  ]);
  const where = [options.host, options.span].filter(Boolean).join(", ");
  const title = where ? `${question} ${where}` : question;
  return htmlPage(title, [header(question, "knockbook", options), main, sources(draft)], draft);
}

/** Returns whether an element leads to another notebook, which is of no use where all stand on one page. */
function leadsTo(links: readonly string[], node: ElementContent): boolean {
  if (node.type !== "element") return false;
  return links.includes(String(node.properties.href)) || node.children.some((child) => leadsTo(links, child));
}

function articleOf({name, run}: Chapter, draft: Draft, level?: number): Article {
  try {
    return article(run, draft, level);
  } catch (error) {
    throw new Error(`${name}.ipynb, ${(error as Error).message}`, {cause: error});
  }
}

function part({name, title, sections, findingCode}: Chapter & Article): Element {
  const heading = h("h2", {id: name}, title);
  return h("section.part", [heading, ...sections, ...(findingCode ? [findingCode] : [])]);
}

/** Returns the top of a page: its notes, the title, the host and the span. */
function header(title: string, kicker: string, {host, span, notes = []}: PageOptions): Element {
  return h("header", [
    h("a.skip", {href: "#main"}, "Skip to the finding"),
    ...notes.map(([bold, sentence]) => h("p.note", h("strong", bold), ` ${sentence}`)),
    h("p.kicker", kicker),
    h("h1", title),
    host || span ? h("p.span", [host, span].filter(Boolean).join(" · ")) : null
  ]);
}

function found(title: string, content: readonly ElementContent[]): Element | null {
  if (content.length === 0) return null;
  return h("section.finding", {ariaLabelledBy: "finding"}, h("h2", {id: "finding"}, title), [...content]);
}

function navigation(contents: readonly (Entry & {readonly contents?: readonly Entry[]})[]): Element {
  const items = [...contents, {id: "sources", text: "Sources"}].map((entry) => h("li", lead(entry), inner(entry)));
  return h("nav", {ariaLabel: "Contents"}, h("p", "Contents"), h("ol", items));
}

const lead = ({id, text}: Entry): Element => h("a", {href: `#${id}`}, text);

function inner({contents = []}: {readonly contents?: readonly Entry[]}): Element | null {
  return contents.length === 0
    ? null
    : h(
        "ol",
        contents.map((entry) => h("li", lead(entry)))
      );
}
