import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {parseAddress} from "../../lib/geo/address.ts";
import {classify} from "../../lib/geo/special.ts";

// First and last addresses of blocks, and their neighbours.
const examples = {
  public: `1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
    172.15.255.255 172.32.0.0 192.0.0.9 192.0.0.10 192.0.1.0 192.0.3.0 192.31.196.1 192.52.193.1 192.88.98.255
    192.88.100.0 192.167.255.255 192.169.0.0 192.175.48.1 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0
    203.0.112.255 203.0.114.0 223.255.255.255 ::ffff:8.8.8.8 2000:: 2001:0:1::1 2001:1::1 2001:1::3 2001:3::1
    2001:4:112::1 2001:20::1 2001:2f:ffff::1 2001:30::1 2001:200:: 2001:4860:4860::8888 2002:c000:201::1 2400::1
    2620:4f:8000::1 2a00:1450::1 3fff:1000:: 64:ff9b::808:808`,
  private: `10.0.0.0 10.255.255.255 172.16.0.0 172.31.255.255 192.168.0.0 192.168.255.255 ::ffff:10.0.0.1 fc00::
    fdff:ffff::1 fec0::1 64:ff9b:1::1`,
  shared: "100.64.0.0 100.127.255.255",
  loopback: "127.0.0.0 127.255.255.255 ::1 ::ffff:127.0.0.1",
  "link-local": "169.254.0.0 169.254.255.255 fe80:: fe80::1%eth0 febf:ffff::1",
  documentation: "192.0.2.0 192.0.2.255 198.51.100.1 203.0.113.255 2001:db8:: 2001:db8:ffff::1 3fff:: 3fff:fff::1",
  benchmarking: "198.18.0.0 198.19.255.255 2001:2::1",
  multicast: "224.0.0.0 239.255.255.255 ff00:: ff02::1 ffff::1",
  reserved: `0.0.0.0 0.255.255.255 192.0.0.0 192.0.0.8 192.0.0.11 192.0.0.255 192.88.99.1 240.0.0.0 255.255.255.255 ::
    ::192.0.2.1 100::1 2001:1::4 2001:2:1::1 2001:10::1 2001:1ff:ffff::1 4000::1 5f00::1 fe00::1`
};

for (const [kind, addresses] of Object.entries(examples)) {
  describe(`${kind} addresses`, () => {
    for (const address of addresses.split(/\s+/)) {
      it(address, () => assert.equal(classify(parseAddress(address)), kind));
    }
  });
}

describe("what is no address", () => {
  it("is invalid", () => assert.equal(classify(parseAddress("host.example")), "invalid"));
});
