import assert from "node:assert/strict";
import {test} from "node:test";

import fc from "fast-check";

import {cut, fit, userName, visible, wrap} from "../../lib/chart/parts/text.ts";
import {textWidth} from "../../lib/chart/parts/widths.ts";
import {count, counted, date, listed, sentences, share, spelled, withArticle} from "../../lib/base/words.ts";

const shown: [text: string, visible: string, why: string][] = [
  ["root", "root", "a plain name is left as it is"],
  ["josé", "josé", "letters with marks are plain"],
  ["管理员", "管理员", "so are other scripts"],
  ["a\u0000b\u001b[2J\n", "a␀b␛[2J␊", "controls have pictures"],
  ["\u007f", "␡", "delete is a control"],
  ["\u009b1m", "\\u{9b}1m", "C1 controls have none"],
  ["\u202etoor", "\\u{202e}toor", "a turned direction would move its neighbours"],
  ["ro\u200bot", "ro\\u{200b}ot", "zero width is invisible"],
  ["\u2066x\u2069", "\\u{2066}x\\u{2069}", "so are isolates"],
  ["\u{e0041}", "\\u{e0041}", "tag characters carry hidden text"],
  ["\u3164", "\\u{3164}", "the Hangul filler is a letter that shows nothing"],
  ["\ud800", "\\u{d800}", "half a surrogate pair is broken in every encoding"],
  ["\ue000", "\\u{e000}", "private use looks different everywhere"],
  [" root ", "␠root␠", "spaces at the ends cannot be seen"],
  ["a  b c", "a␠␠b c", "runs of spaces look like one"],
  ["a\u00a0b", "a\\u{a0}b", "other spaces look like a space"],
  ["a\u2028b", "a\\u{2028}b", "so do line separators"],
  ["z\u0335\u0336\u0337", "z\u0335\u0336\\u{337}", "piled-up marks cover the lines above"],
  ["\u0301x", "\\u{301}x", "a mark at the start sits on our text"]
];

for (const [text, expected, why] of shown)
  test(`${why}: ${expected}`, () => {
    assert.equal(visible(text), expected);
  });

test("nothing that visible() returns is invisible, and it is bounded", () => {
  fc.assert(
    fc.property(fc.string({unit: "binary", maxLength: 300}), (text) => {
      const result = visible(text, 50);
      assert.doesNotMatch(result, /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|^ | $|  /u);
      assert.ok(Array.from(result).length <= 50);
    })
  );
});

test("a name of a million characters takes no time", () => {
  assert.equal(visible("a".repeat(1e6)).length, 200);
  assert.equal(Array.from(visible("\u202e ".repeat(1e6))).length, 200);
});

test("names that are none are told from names that look so", () => {
  assert.equal(userName(null), "(none named)");
  assert.equal(userName(""), "(empty)");
  assert.equal(userName("(empty)"), "“(empty)”");
});

test("a text is cut by characters, not through them", () => {
  assert.equal(cut("abcdef", 4), "abc…");
  assert.equal(cut("😀😀😀", 2), "😀…");
  assert.equal(cut("abcd", 4), "abcd");
});

test("a fitted text is as long as its room allows", () => {
  const text = fit("a name that is much too long", 100, 12);
  assert.ok(text.endsWith("…") && textWidth(text, 12) <= 90 && textWidth(text, 12) > 75, text);
  assert.equal(fit("short", 100, 12), "short");
});

test("a title breaks at spaces, a word without any inside", () => {
  assert.deepEqual(wrap("one two three four", 80), ["one two", "three four"]);
  assert.ok(wrap("x".repeat(100), 80).every((line) => textWidth(line, 12) <= 80));
  assert.deepEqual(wrap("41\u202f% of all", 40), ["41\u202f%", "of all"]);
});

test("numbers read as people write them", () => {
  assert.equal(count(320953), "320\u202f953");
  assert.equal(counted(1, "attempt"), "1 attempt");
  assert.equal(counted(2, "address", "addresses"), "2 addresses");
  assert.equal(share(41, 100), "41\u202f%");
  assert.equal(share(1, 1000), "less than 1\u202f%");
  assert.equal(share(9999, 10000), "99\u202f%", "all but one is not all");
  assert.equal(share(0, 0), "0\u202f%");
  assert.equal(spelled(5), "five");
  assert.equal(spelled(11), "11");
  assert.equal(listed(["a", "b", "c"]), "a, b and c");
  assert.equal(withArticle("Netherlands"), "the Netherlands");
  assert.equal(withArticle("France"), "France");
  assert.equal(date(Date.UTC(2026, 9, 8)), "08 Oct 2026");
  assert.equal(sentences("A", false, "", "B"), "A. B");
});
