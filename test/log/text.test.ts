import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {decodeRaw, decodeVis} from "../../lib/log/event/escapes.ts";
import {times} from "../scope.ts";

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

test("of two layers of escapes one is taken off: only another line of the connection tells that there is a second", () => {
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
  }
});

/** The same by regular expressions and Node's own decoder, a run of escapes at a time. */
function slowly(field: string): string {
  const run = /\\\\|(?:\\[0-3][0-7]{2}|[\x00-\x1f\x7f-\xff])+/g;
  const octal = /\\([0-3][0-7]{2})/g;
  const byteOf = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 8));
  return field.replace(run, (found) => (found === "\\\\" ? "\\" : slowlyShown(found.replace(octal, byteOf))));
}

function slowlyShown(field: string): string {
  const character =
    /[\x00-\x1f\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;
  return field.replace(character, (found) => {
    const bytes = Buffer.from(found, "latin1");
    const decoded = bytes.toString();
    if (found.length > 1 && Buffer.from(decoded).equals(bytes) && !/[\x80-\x9f]/.test(decoded)) return decoded;
    return Array.from(found, sign).join("");
  });
}

function sign(byte: string): string {
  return {"\n": "\\n", "\t": "\\t"}[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

test("any bytes mean what they do one character at a time", () => {
  const odd =
    "\\ \\\\ \\303 \\251 \\033 \\n \\355 \\240 \xc3 \xa9 \x80 \xe0 \xa0 \xed \xf0 \x9f \x90 \xf4 \x8f \xc2 \x85 \x00 \x7f 0 3 8".split(
      " "
    );
  const part = fc.oneof(
    fc.constantFrom(...odd),
    fc.nat(255).map((byte) => String.fromCharCode(byte))
  );
  const field = fc.array(part, {maxLength: 16}).map((parts) => parts.join(""));
  fc.assert(
    fc.property(field, (written) => {
      assert.equal(decodeVis(written), slowly(written));
      assert.equal(decodeRaw(written), slowlyShown(written));
    }),
    {seed: 1, numRuns: times(20_000)}
  );
});

test("a name that is all escapes takes not much longer than one that is none", () => {
  const seconds = (field: string): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < 40; i += 1) decodeVis(field);
    const {user, system} = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  for (const sign of ["\\033", "\\361", "\xf1", "\x1b"]) {
    seconds(sign.repeat(1000)); // compiled
    const each = seconds(sign.repeat(16_000)) / 40 / (16_000 * sign.length);
    assert.ok(each < 70e-9, `${JSON.stringify(sign)}: ${(each * 1e9).toFixed(0)} ns a byte`);
  }
});
