import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {test} from "node:test";
import {article, titleOf} from "../../lib/report/page/article.ts";
import type {Run} from "../../lib/report/page/bundle.ts";
import {newDraft, type PageOptions} from "../../lib/report/page/draft.ts";
import {chapterPage, joinedPage} from "../../lib/report/page/page.ts";
import {code, HOSTILE, printed, shown, text} from "./sample.ts";

const options: PageOptions = {generated: new Date("2026-01-31T12:00:00Z")};
const page = (run: Run, more: Partial<PageOptions> = {}, title = "Names"): string =>
  chapterPage({name: "1-names", title, run}, {...options, ...more});

const dbip = {
  name: "DB-IP City",
  buildDate: "2026-01-01",
  attribution: {text: "IP Geolocation by DB-IP", url: "https://db-ip.com"}
};

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40.2"><text fill="#000">50% "a"</text></svg>';
const rows = Array.from({length: 80}, (_, n) => ({n, name: "somebody"}));
const spec = {
  description: "80 bars",
  data: {values: rows},
  mark: "bar",
  encoding: {x: {field: "n", type: "quantitative"}}
};
const drawn = (more = {}): ReturnType<typeof shown> =>
  shown({"application/vnd.vegalite.v5+json": {...spec, ...more}, "image/svg+xml": svg, "text/plain": "80 bars"});

const flat = (html: string): string => html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, "").replaceAll(/<[^>]*>/g, " ");

test("the finding, the last text of a notebook, comes first and leaves its place", () => {
  const cells = [text("# Title\n\nIntro."), text("## Days\n\nWords."), text("## Found\n\nRoot leads.")];
  const html = page({cells});
  assert.ok(html.indexOf("Root leads.") < html.indexOf("Intro."));
  assert.equal(html.split("Root leads.").length, 2);
  assert.deepEqual(html.match(/<h1>[^<]*/g), ["<h1>Names"]);
  assert.doesNotMatch(html, /Found/);
});

test("a computed finding keeps its code; the heading over it goes", () => {
  const say = code("say(found);", shown({"text/markdown": "**3 attempts.**"}));
  const run = {cells: [text("## Days\n\nWords."), text("## Found"), say]};
  const {finding, findingCode, sections, contents} = article(run, newDraft(options));
  assert.equal(finding.length, 1);
  assert.ok(findingCode);
  assert.deepEqual(contents, [{id: "s-days", text: "Days"}]);
  assert.equal(sections.length, 1);
});

test("headings skip no level and have ids of their own", () => {
  const cells = [text("# T\n\n#### Deep\n\na\n\n## Deep\n\nb\n\n# Top\n\nc\n\n###### Low\n\nd"), text("End.")];
  const html = page({cells});
  const headings = html.match(/<h\d id="s-[^<]*/g);
  assert.deepEqual(headings, [
    '<h2 id="s-deep">Deep',
    '<h2 id="s-deep-2">Deep',
    '<h2 id="s-top">Top',
    '<h3 id="s-low">Low'
  ]);
});

test("code is folded under what it produced, with the silent cells before it", () => {
  const cells = [code("const a = 1;"), text("## Chart"), code("show(a);", drawn()), code("const z = 2;"), text("End.")];
  const html = page({cells});
  assert.equal(html.match(/<details class="code">/g)?.length, 2);
  assert.match(flat(html), /Figure 1 {3}Code {3}\s*const\s+a =\s+1\s*;\s*show\s*\(a\);/);
  assert.match(html, /<span class="hljs-keyword">const<\/span>/);
});

test("each chart is data and a picture; what charts share is kept once", () => {
  const html = page({cells: [code("a", drawn()), code("b", drawn({mark: "point"}))]});
  assert.equal(html.match(/"somebody"/g)?.length, 80);
  assert.match(
    html,
    /<script id="chart-2" type="application\/json">\{"description":"80 bars","data":\{"values":\{"\$data"/
  );
  assert.match(html, /<img src="data:image\/svg\+xml,%3csvg [^"]*" alt="80 bars" width="80" height="40"/);
  assert.match(html, /50%25 %22a%22/);
});

test("vega-embed is given no schema to warn of and no options from the spec", () => {
  const more = {$schema: "https://vega.github.io/schema/vega-lite/v5.json", usermeta: {embedOptions: {loader: {}}}};
  const html = page({cells: [code("a", drawn(more))]});
  assert.doesNotMatch(
    html,
    /"\$schema":"https:\/\/vega\.github\.io\/schema\/vega-lite\/v5|"usermeta":\{"embedOptions"/
  );
});

test("only the page's own scripts and style may run, each by its hash", () => {
  const html = page({cells: [code("a", drawn())]});
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/
    .exec(html)![1]!
    .replaceAll("&#x27;", "'");
  const own = [...html.matchAll(/<(?:script|style)>(.*?)<\/(?:script|style)>/gs)].map(([, body]) => body!);
  const hashes = own.map((body) => `'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  assert.deepEqual(new Set(policy.match(/'sha256-[^']*'/g)), new Set(hashes));
  assert.equal(hashes.length, 5);
  assert.match(policy, /^default-src 'none'; /);
  assert.doesNotMatch(policy, /unsafe/);
});

test("a name cannot end the script it is data of, nor stand as markup anywhere", () => {
  const notebook = {
    cells: HOSTILE.flatMap((name) => [
      code(`// ${name}`, drawn({description: name, title: name}), printed(name)),
      code("", shown({"text/markdown": `Now ${name}`}), shown({"text/html": name}), shown({"text/plain": name}))
    ])
  };
  const html = page(notebook, {host: HOSTILE[2]!, span: HOSTILE[3]!}, HOSTILE[1]!);
  const quiet = html.replaceAll(/<(script|style)>.*?<\/\1>|="[^"]*"/gs, "");
  const strange = quiet.match(/<(?:script>|svg|iframe|img src(?! alt width)|\w+[^>]* on\w+)[^>]*/gi);
  assert.deepEqual(strange, null);
  assert.doesNotMatch(quiet, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
  const blocks = [...html.matchAll(/<script id="[\w-]+" type="application\/json">(.*?)<\/script>/gs)];
  assert.ok(blocks.length > HOSTILE.length);
  for (const [, json] of blocks) assert.doesNotThrow(() => JSON.parse(json!));
});

test("an output that no page can show stops it, with its cell", () => {
  const failures: [ReturnType<typeof code>, RegExp][] = [
    [
      code("x", shown({"image/gif": "R0lG"})),
      /^Error: 1-names\.ipynb, cell 2: an output that no report can show: image\/gif$/
    ],
    [code("x", drawn({description: ""})), /^Error: 1-names\.ipynb, cell 2: .*set spec\.description$/]
  ];
  for (const [cell, message] of failures)
    assert.throws(() => page({cells: [text("# T"), cell, text("End.")]}), message);
});

test("a note stands before everything else", () => {
  assert.match(flat(page({cells: []}, {notes: [["Made-up data.", "Nobody."]]})), /Made-up data/);
  assert.doesNotMatch(flat(page({cells: []})), /Made-up/);
});

test("the foot names the geo database as its licence asks, once, and warns beyond 90 days", () => {
  const geo = [dbip, dbip];
  const html = page({cells: []}, {geo});
  assert.equal(html.match(/<a href="https:\/\/db-ip.com"[^>]*>IP Geolocation by DB-IP<\/a>/g)?.length, 1);
  assert.match(flat(html), /DB-IP City of 2026-01-01\./);
  assert.doesNotMatch(html, /geo:update/);
  const old = page({cells: []}, {geo: [{...dbip, buildDate: "2025-11-01"}]});
  assert.match(flat(old), /91 days old; npm run geo:update/);
});

test("the foot names maps and flags where there are any", () => {
  const plain = flat(page({cells: [code("a", drawn())]}));
  assert.doesNotMatch(plain, /Natural Earth|Flags/);
  const flag = {data: {values: [{flag: "data:image/png;base64,AA=="}]}};
  const map = flat(page({cells: [code("a", drawn({...flag, projection: {type: "equalEarth"}}))]}));
  assert.match(map, /Natural Earth and the US Census Bureau/);
  assert.match(map, /Flags/);
});

test("the same notebook gives the same bytes", () => {
  const notebook = {cells: [text("# T"), code("a", drawn())]};
  assert.equal(page(notebook), page(notebook));
});

const chapters = [
  {name: "1-a", title: "A & B", run: {cells: [text("# A"), text("## Days\n\n[2-b](2-b.ipynb)"), code("a", drawn())]}},
  {name: "2-b", title: "B", run: {cells: [code("b", drawn()), text("## Days\n\nWords."), text("**Root** leads.")]}}
];

test("the joined page has all findings first, then a chapter for each notebook", () => {
  const html = joinedPage(chapters, {...options, host: "pi", span: "May 2025"});
  assert.match(html, /<title>Who knocks on my SSH port\? pi, May 2025<\/title>/);
  assert.ok(html.indexOf("<strong>Root</strong> leads.") < html.indexOf('<h2 id="1-a">'));
  assert.deepEqual(html.match(/<h[23] id="[^<]*/g), [
    '<h2 id="finding">The findings',
    '<h2 id="1-a">A &#x26; B',
    '<h2 id="2-b">B',
    '<h3 id="s-days">Days',
    '<h2 id="sources">Sources'
  ]);
  assert.deepEqual(html.match(/<figcaption><a class="number" href="#figure-\d">Figure \d/g)?.length, 2);
});

test("the joined page holds once what its charts share, the scripts too", () => {
  const html = joinedPage(chapters, options);
  assert.equal(html.match(/"somebody"/g)?.length, 80);
  assert.equal(html.match(/\/\*! vega 6/g)?.length, 1);
  const flags = Array.from({length: 3}, (_, n) => ({n, url: `data:image/png;base64,${"A".repeat(400)}`}));
  const flagged = [0, 1].map((n) => code("c", drawn({data: {values: flags.slice(n)}})));
  assert.equal(page({cells: flagged}).match(/A{400}/g)?.length, 1);
});

test("a link to another notebook takes its title, and leads to its page or its chapter", () => {
  const titles = new Map(chapters.map(({name, title}) => [name, title]));
  const ended = chapters.map((chapter) => ({...chapter, run: {cells: [...chapter.run.cells, text("End.")]}}));
  assert.match(joinedPage(ended, {...options, titles}), /<a href="#2-b">“B”<\/a>/);
  assert.match(chapterPage(chapters[0]!, {...options, titles}), /<a href="2-b.html">“B”<\/a>/);
});

test("a paragraph of a finding that leads to the next notebook stands in its page, not in the joined one", () => {
  const leading = chapters.map((chapter) => ({
    ...chapter,
    run: {cells: [...chapter.run.cells, text("Much of [the web](https://example.com).\n\nOn to [2-b](2-b.ipynb).")]}
  }));
  assert.match(flat(chapterPage(leading[0]!, options)), /Much of\s+the web\s+\.\s+On to\s+2-b/);
  assert.match(flat(joinedPage(leading, options)), /Much of\s+the web\s+\./);
  assert.doesNotMatch(flat(joinedPage(leading, options)), /On to/);
});

test("a caption names whose log it is, and whom the licence of its places wants named", () => {
  const places = drawn({description: "80 bars. Places by DB-IP City of 2026-01-01"});
  const columns = shown({"text/html": '<table><thead><tr><th scope="col">country</th></tr></thead></table>'});
  const cells = [code("a", places), code("b", drawn()), code("c", columns), text("End.")];
  const captions = page({cells}, {geo: [dbip, dbip], host: "pi"}).match(/<figcaption>.*?<\/figcaption>/gs)!;
  const link = /<a href="https:\/\/db-ip.com" rel="noreferrer">IP Geolocation by DB-IP<\/a>, 2026-01-01/g;
  assert.deepEqual(
    captions.map((caption) => [caption.match(/Log of pi/g)?.length, caption.match(link)?.length]),
    [
      [1, 1],
      [1, undefined],
      [1, 1]
    ]
  );
});

test("a notebook's title is its first heading, in words", () => {
  assert.equal(titleOf({cells: [text("# The *first* `one`\n\n# Second")]}), "The first one");
  assert.equal(titleOf({cells: [code("# no")]}), null);
});

test("a notebook without text has no finding and no empty sections", () => {
  const {finding, sections} = article({cells: []}, newDraft(options));
  assert.deepEqual([finding, sections], [[], []]);
});
