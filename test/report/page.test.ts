import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {test} from "node:test";
import {article, finding} from "../../lib/report/article.ts";
import type {Blocks} from "../../lib/report/chart.ts";
import {indexPage} from "../../lib/report/overview.ts";
import {reportPage} from "../../lib/report/page.ts";
import {code, HOSTILE, printed, shown, text} from "./sample.ts";

const options = {title: "Names", demo: false, generated: new Date("2026-01-31T12:00:00Z")};

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

test("the finding, the last text of a notebook, comes first and leaves its place", async () => {
  const cells = [text("# Title\n\nIntro."), text("## Days\n\nWords."), text("## Found\n\nRoot leads.")];
  const html = await reportPage({cells}, options);
  assert.ok(html.indexOf("Root leads.") < html.indexOf("Intro."));
  assert.equal(html.split("Root leads.").length, 2);
  assert.deepEqual(html.match(/<h1>[^<]*/g), ["<h1>Names"]);
  assert.doesNotMatch(html, /Found/);
});

test("a computed finding keeps its code; the heading over it goes", () => {
  const say = code("say(found);", shown({"text/markdown": "**3 attempts.**"}));
  const {
    finding: lead,
    sections,
    contents
  } = article({cells: [text("## Days\n\nWords."), text("## Found"), say]}, new Map());
  assert.equal(lead.length, 2);
  assert.deepEqual(contents, [{id: "s-days", text: "Days"}]);
  assert.equal(sections.length, 1);
  assert.equal(finding({cells: [text("# T"), say]}), "**3 attempts.**");
  assert.equal(finding({cells: [text("# T\n\nA.\n\n## B\n\nC.")]}), "A.\n\nC.");
  assert.equal(finding({cells: []}), null);
});

test("headings skip no level and have ids of their own", async () => {
  const cells = [text("# T\n\n#### Deep\n\na\n\n## Deep\n\nb\n\n# Top\n\nc\n\n###### Low\n\nd"), text("End.")];
  const html = await reportPage({cells}, options);
  const headings = html.match(/<h\d id="s-[^<]*/g);
  assert.deepEqual(headings, [
    '<h2 id="s-deep">Deep',
    '<h2 id="s-deep-2">Deep',
    '<h2 id="s-top">Top',
    '<h3 id="s-low">Low'
  ]);
});

test("code is folded under what it produced, with the silent cells before it", async () => {
  const cells = [code("const a = 1;"), text("## Chart"), code("show(a);", drawn()), code("const z = 2;"), text("End.")];
  const html = await reportPage({cells}, options);
  assert.equal(html.match(/<details class="code">/g)?.length, 2);
  assert.match(flat(html), /Figure 1 {3}Code {3}\s*const\s+a =\s+1\s*;\s*show\s*\(a\);/);
  assert.match(html, /<span class="hljs-keyword">const<\/span>/);
});

test("each chart is data and a picture; what charts share is kept once", async () => {
  const html = await reportPage({cells: [code("a", drawn()), code("b", drawn({mark: "point"}))]}, options);
  assert.equal(html.match(/"somebody"/g)?.length, 80);
  assert.match(
    html,
    /<script id="chart-2" type="application\/json">\{"description":"80 bars","data":\{"values":\{"\$data"/
  );
  assert.match(html, /<img src="data:image\/svg\+xml,%3csvg [^"]*" alt="80 bars" width="80" height="40"/);
  assert.match(html, /50%25 %22a%22/);
});

test("vega-embed is given no schema to warn of and no options from the spec", async () => {
  const more = {$schema: "https://vega.github.io/schema/vega-lite/v5.json", usermeta: {embedOptions: {loader: {}}}};
  const html = await reportPage({cells: [code("a", drawn(more))]}, options);
  assert.doesNotMatch(
    html,
    /"\$schema":"https:\/\/vega\.github\.io\/schema\/vega-lite\/v5|"usermeta":\{"embedOptions"/
  );
});

test("only the page's own scripts and style may run, each by its hash", async () => {
  const html = await reportPage({cells: [code("a", drawn())]}, options);
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

test("a name cannot end the script it is data of, nor stand as markup anywhere", async () => {
  const notebook = {
    cells: HOSTILE.flatMap((name) => [
      code(`// ${name}`, drawn({description: name, title: name}), printed(name)),
      code("", shown({"text/markdown": `Now ${name}`}), shown({"text/html": name}), shown({"text/plain": name}))
    ])
  };
  const html = await reportPage(notebook, {...options, title: HOSTILE[1]!, host: HOSTILE[2]!, span: HOSTILE[3]!});
  const quiet = html.replaceAll(/<(script|style)>.*?<\/\1>|="[^"]*"/gs, "");
  const strange = quiet.match(/<(?:script>|svg|iframe|img src(?! alt width)|\w+[^>]* on\w+)[^>]*/gi);
  assert.deepEqual(strange, null);
  assert.doesNotMatch(quiet, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
  const blocks = [...html.matchAll(/<script id="[\w-]+" type="application\/json">(.*?)<\/script>/gs)];
  assert.ok(blocks.length > HOSTILE.length);
  for (const [, json] of blocks) assert.doesNotThrow(() => JSON.parse(json!));
});

test("a failed or silent run makes no report", async () => {
  const failures: [ReturnType<typeof code>, RegExp][] = [
    [
      code("x", {output_type: "error", ename: "Error", evalue: "no\nsuch"}),
      /no report of Names; cell 2: Error: no; such$/
    ],
    [code("x", printed("1:1 - error TS2304\n", "stderr")), /cell 2: 1:1 - error TS2304$/],
    [code("x", shown({"image/gif": "R0lG"})), /no report can show: image\/gif/],
    [code("x", drawn({description: ""})), /set spec\.description/]
  ];
  for (const [cell, message] of failures) {
    await assert.rejects(reportPage({cells: [text("# T"), cell]}, options), message);
  }
});

test("made-up data says so; real data does not", async () => {
  assert.match(flat(await reportPage({cells: []}, {...options, demo: true})), /Made-up data/);
  assert.doesNotMatch(flat(await reportPage({cells: []}, options)), /Made-up/);
});

test("the foot names the geo database as its licence asks, once, and warns beyond 90 days", async () => {
  const geo = [dbip, dbip];
  const html = await reportPage({cells: []}, {...options, geo});
  assert.equal(html.match(/<a href="https:\/\/db-ip.com"[^>]*>IP Geolocation by DB-IP<\/a>/g)?.length, 1);
  assert.match(flat(html), /DB-IP City of 2026-01-01\./);
  assert.doesNotMatch(html, /geo:update/);
  const old = await reportPage({cells: []}, {...options, geo: [{...dbip, buildDate: "2025-11-01"}]});
  assert.match(flat(old), /91 days old; npm run geo:update/);
});

test("the foot names maps and flags where there are any", async () => {
  const plain = flat(await reportPage({cells: [code("a", drawn())]}, options));
  assert.doesNotMatch(plain, /Natural Earth|Flags/);
  const flag = {data: {values: [{flag: "data:image/png;base64,AA=="}]}};
  const map = flat(await reportPage({cells: [code("a", drawn({...flag, projection: {type: "equalEarth"}}))]}, options));
  assert.match(map, /Natural Earth and the US Census Bureau/);
  assert.match(map, /Flags/);
});

test("the same notebook gives the same bytes", async () => {
  const notebook = {cells: [text("# T"), code("a", drawn())]};
  assert.equal(await reportPage(notebook, options), await reportPage(notebook, options));
});

test("an index leads to each report and shows its finding", () => {
  const reports = [{file: "1 a.html", title: "<b>", finding: "**Root** <i>leads</i>, https://example.com/"}];
  const html = indexPage(reports, options);
  assert.match(html, /<a href="1%20a.html">&#x3C;b><\/a>/);
  assert.match(html, /<strong>Root<\/strong> &#x3C;i>leads/);
  assert.match(html, /script-src &#x27;none&#x27;/);
  assert.doesNotMatch(html, /href="https:\/\/example/);
});

test("a notebook without text has no finding and no empty sections", () => {
  const {finding: lead, sections}: ReturnType<typeof article> = article({cells: []}, new Map() as Blocks);
  assert.deepEqual([lead, sections], [[], []]);
});
