import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {hostileNames, shown, vis} from "../../lib/demo/names.ts";

describe("vis", () => {
  for (const [name, logged] of [
    ["root", "root"],
    ["", ""],
    [" 0101", " 0101"],
    ["josé", "jos\\303\\251"],
    ["back\\slash", "back\\\\slash"],
    ["\u001b[31mred", "\\033[31mred"],
    ['=HYPERLINK("x")', '=HYPERLINK("x")']
  ] as const) {
    it(`writes ${JSON.stringify(name)} as sshd does`, () => assert.equal(vis(name), logged));
  }

  it("escapes twice in lines of the child before login", () => {
    assert.equal(vis(vis("é")), "\\\\303\\\\251");
    assert.equal(vis(vis("back\\slash")), "back\\\\\\\\slash");
  });
});

describe("shown", () => {
  it("keeps control characters in octal and everything else", () => {
    assert.equal(shown("\u001b[31mred"), "\\033[31mred");
    assert.equal(shown("админ \\"), "админ \\");
  });
});

describe("hostileNames", () => {
  it("are names that Debian's sshd can log: it cuts them at a colon and at a slash, and at 100 bytes", () => {
    for (const name of hostileNames) {
      assert.doesNotMatch(name, /[:/]/);
      assert.ok(Buffer.byteLength(name) <= 100, name);
    }
    assert.equal(new Set(hostileNames).size, hostileNames.length);
  });
});
