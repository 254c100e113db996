import assert from "node:assert/strict";
import test from "node:test";
import {decodeAgain, decodeRaw, decodeVis} from "../../lib/log/text.ts";

const bytes = (text: string): string => Buffer.from(text).toString("latin1");

/** What sshd writes, what it means, and what the same bytes mean in a line of PAM, where nothing is escaped. */
const fields: readonly (readonly [written: string, vis: string, raw: string])[] = [
  ["root", "root", "root"],
  ["", "", ""],
  [" 0101 ", " 0101 ", " 0101 "],
  ["\\303\\251", "é", "\\303\\251"],
  ["\\320\\241\\361", "С\\361", "\\320\\241\\361"],
  ["\\361\\320\\241", "\\361С", "\\361\\320\\241"],
  ["\\360\\237\\220\\231", "🐙", "\\360\\237\\220\\231"],
  ["\\342\\200\\256toor", "\u202etoor", "\\342\\200\\256toor"],
  ["\\303", "\\303", "\\303"],
  ["\\300\\257", "\\300\\257", "\\300\\257"], // an overlong slash
  ["\\355\\240\\200", "\\355\\240\\200", "\\355\\240\\200"], // a surrogate
  ["\\364\\220\\200\\200", "\\364\\220\\200\\200", "\\364\\220\\200\\200"], // beyond U+10FFFF
  ["\\302\\233", "\\302\\233", "\\302\\233"], // a C1 control
  ["\\033[31m\\000\\177", "\\033[31m\\000\\177", "\\033[31m\\000\\177"],
  ["a\\nb\\tc\\rd", "a\\nb\\tc\\rd", "a\\nb\\tc\\rd"],
  ["A\\\\b", "A\\b", "A\\\\b"],
  ["\\\\303\\\\251", "\\303\\251", "\\\\303\\\\251"],
  ["\\\\\\303\\251", "\\é", "\\\\\\303\\251"],
  ["\\400\\08x\\", "\\400\\08x\\", "\\400\\08x\\"],
  ["#033[31m", "#033[31m", "#033[31m"],
  [bytes("é🐙"), "é🐙", "é🐙"],
  [`\\303${bytes("é").slice(1)}`, "é", "\\303\\251"],
  ["se\xf1or", "se\\361or", "se\\361or"],
  ["\x1b[2J\x00\x7f\n\t\r", "\\033[2J\\000\\177\\n\\t\\015", "\\033[2J\\000\\177\\n\\t\\015"],
  [bytes("\u0085"), "\\302\\205", "\\302\\205"]
];

for (const [written, vis, raw] of fields)
  test(`text: ${JSON.stringify(written)}`, () => {
    assert.equal(decodeVis(written), vis);
    assert.equal(decodeRaw(written), raw);
  });

test("a second layer of escapes is taken off where one is known to be", () => {
  const names: readonly (readonly [twice: string, once: string, name: string])[] = [
    ["\\\\303\\\\251", "\\303\\251", "é"],
    ["back\\\\\\\\slash", "back\\\\slash", "back\\slash"],
    ["a\\\\361", "a\\361", "a\\361"],
    ["a\\\\nb", "a\\nb", "a\\nb"],
    ["root", "root", "root"],
    ["", "", ""]
  ];
  for (const [twice, once, name] of names) {
    assert.equal(decodeVis(once), name);
    assert.equal(decodeVis(twice), once);
    assert.equal(decodeAgain(once), name);
  }
  assert.equal(decodeAgain("é\\303\\251"), "éé");
});
