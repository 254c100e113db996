import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {parseAddress, prefix} from "../../lib/geo/address.ts";

describe("parseAddress", () => {
  for (const [text, parsed, length] of [
    ["192.0.2.1", "192.0.2.1", 4],
    ["::ffff:192.0.2.1", "192.0.2.1", 4],
    ["::ffff:c000:201", "192.0.2.1", 4],
    ["::FFFF:192.0.2.1", "192.0.2.1", 4],
    ["2001:db8::1", "2001:db8::1", 16],
    ["fe80::1%eth0", "fe80::1", 16],
    ["::", "::", 16],
    ["::192.0.2.1", "::192.0.2.1", 16] // IPv4-compatible, long deprecated: no mapped address
  ] as const) {
    it(`reads ${text}`, () => {
      const address = parseAddress(text)!;
      assert.deepEqual([address.text, address.bytes.length], [parsed, length]);
    });
  }

  it("gives the bytes of an IPv6 address", () => {
    assert.deepEqual([...parseAddress("2001:db8::a:1")!.bytes], [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 1]);
    assert.deepEqual([...parseAddress("1:2:3:4:5:6:192.0.2.1")!.bytes].slice(10), [0, 6, 192, 0, 2, 1]);
  });

  for (const text of [
    "",
    "x",
    "192.0.2",
    "192.0.2.256",
    "192.0.2.01",
    " 192.0.2.1",
    "1::2::3",
    "%",
    "192.0.2.x",
    "UNKNOWN"
  ]) {
    it(`takes ${JSON.stringify(text)} for no address`, () => assert.equal(parseAddress(text), null));
  }
});

describe("prefix", () => {
  for (const [text, network] of [
    ["192.0.2.77", "192.0.2.0/24"],
    ["::ffff:192.0.2.77", "192.0.2.0/24"],
    ["2001:db8:1:2::3", "2001:db8:1::/48"],
    ["2001:db8:0:2::3", "2001:db8::/48"],
    ["2001:0:0:2::3", "2001::/48"],
    ["::1", "::/48"],
    ["fe80::1%eth0", "fe80::/48"]
  ] as const) {
    it(`${text} is in ${network}`, () => assert.equal(prefix(text), network));
  }

  it("is null for what is no address", () => assert.equal(prefix("host.example"), null));
});
