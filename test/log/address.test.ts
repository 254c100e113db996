import assert from "node:assert/strict";
import test from "node:test";
import {canonical, peer} from "../../lib/log/event/address.ts";

const addresses: readonly (readonly [text: string, address: string | null])[] = [
  ["192.0.2.1", "192.0.2.1"],
  ["192.000.002.010", "192.0.2.10"],
  ["999.0.2.1", null],
  ["192.0.2", null],
  ["192.0.2.x", null],
  ["192.0.2.1%eth0", null],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8::1%enp3s0", "2001:db8::1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:c000:0201", "192.0.2.1"],
  ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
  ["::ffff:192.000.002.001", "192.0.2.1"],
  ["::ffff:999.0.2.1", null],
  ["::", "::"],
  ["2001:db8::1::2", null],
  ["2001:db8", null],
  [":", null],
  ["[2001:db8::1]", null],
  [`2001:db8::1%${"x".repeat(60)}`, null],
  ["UNKNOWN", null],
  ["h.example.net", null],
  ["", null]
];

for (const [text, address] of addresses)
  test(`address: ${text || "none"}`, () => assert.equal(canonical(text), address));

test("a name stands in place of an address, and neither does for nothing", () => {
  assert.deepEqual(peer("h.example.net"), {ip: null, rhost: "h.example.net"});
  assert.deepEqual(peer("192.0.2.x"), {ip: null, rhost: "192.0.2.x"});
  assert.deepEqual(peer("192.0.2.1"), {ip: "192.0.2.1", rhost: null});
  for (const text of ["UNKNOWN", "?", "", undefined, "192.0.2", "999.0.2.1", "<script>", "\x1b[2J", "a".repeat(256)])
    assert.deepEqual(peer(text), {ip: null, rhost: null});
});
