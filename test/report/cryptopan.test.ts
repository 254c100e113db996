import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {parseAddress} from "../../lib/geo/address.ts";
import {cryptoPan} from "../../lib/report/public/cryptopan.ts";

// The key and the first addresses of the sample trace that come with the authors' reference implementation.
const key = Uint8Array.from([
  21, 34, 23, 141, 51, 164, 207, 128, 19, 10, 91, 22, 73, 144, 125, 16, 216, 152, 143, 131, 121, 121, 101, 39, 98, 87,
  76, 45, 42, 132, 34, 2
]);
const sample: readonly (readonly [address: string, pseudonym: string])[] = [
  ["128.11.68.132", "135.242.180.132"],
  ["129.118.74.4", "134.136.186.123"],
  ["130.132.252.244", "133.68.164.234"],
  ["141.223.7.43", "141.167.8.160"],
  ["141.233.145.108", "141.129.237.235"],
  ["152.163.225.39", "151.140.114.167"],
  ["156.29.3.236", "147.225.12.42"],
  ["165.247.96.84", "162.9.99.234"],
  ["166.107.77.190", "160.132.178.185"],
  ["192.102.249.13", "252.138.62.131"],
  ["192.215.32.125", "252.43.47.189"],
  ["192.233.80.103", "252.25.108.8"],
  ["192.41.57.43", "252.222.221.184"],
  ["193.150.244.223", "253.169.52.216"],
  ["195.205.63.100", "255.186.223.5"],
  ["198.200.171.101", "249.199.68.213"],
  ["198.26.132.101", "249.36.123.202"],
  ["198.36.213.5", "249.7.21.132"],
  ["198.51.77.238", "249.18.186.254"],
  ["199.217.79.101", "248.38.184.213"],
  // IPv6, as the Python package yacryptopan has them for the same key
  ["::1", "78ff:f001:9fc0:20df:8380:b1f1:704:ed"],
  ["::2", "78ff:f001:9fc0:20df:8380:b1f1:704:ef"],
  ["::ffff", "78ff:f001:9fc0:20df:8380:b1f1:704:f838"],
  ["2001:db8::1", "4401:2bc:603f:d91d:27f:ff8e:e6f1:dc1e"],
  ["2001:db8::2", "4401:2bc:603f:d91d:27f:ff8e:e6f1:dc1c"]
];

const pseudonym = cryptoPan(key);

test("pseudonyms are those of the reference implementation", () => {
  for (const [address, expected] of sample)
    assert.deepEqual(pseudonym(parseAddress(address)!.bytes), parseAddress(expected)!.bytes, address);
});

const bits = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");

/** How many bits two addresses have in common at their beginning. */
function shared(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [bits(a), bits(b)];
  let n = 0;
  while (n < left.length && left[n] === right[n]) n++;
  return n;
}

for (const bytes of [4, 16])
  test(`two addresses of ${bytes} bytes share as many bits as their pseudonyms`, () => {
    const address = fc.array(fc.nat(255), {minLength: bytes, maxLength: bytes});
    const flipped = (from: number[], bit: number): number[] =>
      from.map((byte, i) => (i === bit >> 3 ? byte ^ (128 >> (bit & 7)) : i > bit >> 3 ? 255 - byte : byte));
    fc.assert(
      fc.property(address, fc.nat(8 * bytes - 1), (one, bit) => {
        const other = flipped(one, bit);
        assert.equal(shared(pseudonym(one), pseudonym(other)), shared(one, other));
      }),
      {numRuns: 200, seed: 1}
    );
  });

test("another key gives other pseudonyms; a key of another length is refused", () => {
  const other = cryptoPan(key.toReversed());
  assert.notDeepEqual(other([192, 0, 2, 1]), pseudonym([192, 0, 2, 1]));
  assert.throws(() => cryptoPan(key.subarray(16)), /^Error: invalid key; not 32 bytes: 16$/);
});
