import assert from "node:assert/strict";
import net from "node:net";
import {describe, it} from "node:test";
import fc from "fast-check";
import {behindTunnel, parseAddress, prefix} from "../../lib/geo/address.ts";

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
    "192.0.2.1.",
    ".192.0.2.1",
    "192..2.1",
    "192.0.2.1.1",
    "192.0.2.+1",
    "192.0.2.1e1",
    "1920.2.1",
    "192.0.2.1%eth0",
    "::ffff:192.0.2.256",
    "UNKNOWN"
  ]) {
    it(`takes ${JSON.stringify(text)} for no address`, () => assert.equal(parseAddress(text), null));
  }
});

it("parseAddress takes for IPv4 what Node does", () => {
  const text = fc.oneof(fc.ipV4(), fc.string({unit: fc.constantFrom(..."0123456789."), maxLength: 16}));
  fc.assert(
    fc.property(text, (address) => assert.equal(parseAddress(address)?.bytes.length === 4, net.isIPv4(address))),
    {numRuns: 5000, seed: 1}
  );
});

describe("behindTunnel", () => {
  for (const [text, inner] of [
    ["2002:c000:201::1", "192.0.2.1"], // 6to4
    ["2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45"], // Teredo, the example of RFC 4380's client port and address
    ["64:ff9b::c000:201", "192.0.2.1"], // NAT64
    ["64:ff9b:1::c000:201", "64:ff9b:1::c000:201"], // a network's own NAT64: its form is its own affair
    ["2001:db8::1", "2001:db8::1"],
    ["192.0.2.1", "192.0.2.1"]
  ] as const) {
    it(`${text} is ${inner}`, () => {
      const address = behindTunnel(parseAddress(text)!);
      assert.equal(address.text, inner);
      assert.deepEqual(address.bytes, parseAddress(inner)!.bytes);
    });
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
