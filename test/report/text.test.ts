import assert from "node:assert/strict";
import {test} from "node:test";
import {toHtml} from "hast-util-to-html";
import {h} from "hastscript";
import {prose} from "../../lib/report/page/markdown.ts";
import {table} from "../../lib/report/page/table.ts";
import {visibleProse} from "../../lib/base/visible.ts";
import {visibleJson, visibleTree} from "../../lib/report/page/text.ts";

const visibleTexts: readonly (readonly [hidden: string, shown: string])[] = [
  ["root", "root"],
  ["line\n\ttab", "line\n\ttab"],
  ["\u001b[31mred\u0007\u0000", "␛[31mred␇␀"],
  ["\r\n", "␍\n"],
  ["del\u007f c1\u0085", "del␡ c1\\u{85}"],
  ["a\u202eb\u2066c\u200bd\ufeff", "a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}"],
  ["\u2028\u2029", "\\u{2028}\\u{2029}"],
  ["\ud800 alone, 😀 whole", "\\u{d800} alone, 😀 whole"],
  ["320\u2009953", "320\u2009953"]
];

test("what shows nothing or moves its neighbours becomes visible", () => {
  for (const [hidden, shown] of visibleTexts) assert.equal(visibleProse(hidden), shown);
  assert.deepEqual(visibleJson({"k\u0000": ["\u202e", 1, null, true]}), {"k␀": ["\\u{202e}", 1, null, true]});
});

test("texts and attributes of a tree become visible; endless words are cut, but not what scrolls", () => {
  const tree = visibleTree(h("div", {title: "\u202e"}, h("p", "W".repeat(10_000)), h("pre", "W".repeat(1000))));
  assert.equal(tree.properties.title, "\\u{202e}");
  assert.equal(toHtml(tree.children[0]!), `<p>${"W".repeat(200)}…</p>`);
  assert.equal(toHtml(tree.children[1]!), `<pre>${"W".repeat(1000)}</pre>`);
});

const markdown: readonly (readonly [source: string, html: string])[] = [
  ["*one* `<b>`", "<p><em>one</em> <code>&#x3C;b></code></p>"],
  ["a <b>bold</b> name", "<p>a &#x3C;b>bold&#x3C;/b> name</p>"],
  ["<script>alert(1)</script>", "<p>&#x3C;script>alert(1)&#x3C;/script></p>"],
  ["[x](javascript:alert)", "<p><span>x</span></p>"],
  ["[x](JaVaScRiPt&#58;alert)", "<p><span>x</span></p>"],
  ["[x](//example.com) [y](data:text/html,z)", "<p><span>x</span> <span>y</span></p>"],
  ["[next](2-countries.ipynb#Asia)", '<p><a href="2-countries.html#Asia">next</a></p>'],
  ["![a map](https://example.com/x.png)", "<p><span>a map</span></p>"]
];

test("markdown holds no element, link or picture of its own", () => {
  for (const [source, html] of markdown) assert.equal(toHtml(prose(source)), html, source);
});

test("only the author's links lead to the web, not those that a name can hold", () => {
  const source = "see https://example.com/ now";
  assert.match(toHtml(prose(source)), /<a href="https:\/\/example.com\/" rel="noreferrer">/);
  assert.equal(toHtml(prose(source, {computed: true})), "<p>see <span>https://example.com/</span> now</p>");
});

const tables: readonly (readonly [source: string, html: string])[] = [
  [
    "<table><tr><td>a&amp;b &lt;i&gt; &#39;&#x41;</td></tr></table>",
    "<table><tr><td>a&#x26;b &#x3C;i> 'A</td></tr></table>"
  ],
  ['<th scope="col" style="text-align: right">n</th>', '<th class="number" scope="col">n</th>'],
  ['<td colspan="3" onclick="x()" class="y">all</td>', '<td colspan="3">all</td>'],
  ["<td><script>x()</script></td>", "<td>&#x3C;script>x()&#x3C;/script></td>"],
  ["<td><img src=x onerror=y></td>", "<td>&#x3C;img src=x onerror=y></td>"],
  ['<td title="a>b">c</td>', "<td>c</td>"],
  ["</table></td>a<td", "a&#x3C;td"],
  ["<p>1<br>2</p>&nbsp;&bogus;&#x110000;", "<p>1<br>2</p>\u00a0&#x26;bogus;&#x26;#x110000;"]
];

test("a table keeps its cells; anything else in it stays text", () => {
  for (const [source, html] of tables) assert.equal(toHtml(table(source)), html, source);
});

test("a table of unclosed quotes is read in time", () => {
  const started = performance.now();
  table(`<td "${"<a '".repeat(5000)}`);
  assert.ok(performance.now() - started < 1000);
});
