import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {openGeo} from "../../lib/geo/geo.ts";
import {shared, skip} from "./shared.ts";

// Written by hand from the records: address, country, region, its code, city, latitude, longitude, accuracy radius,
// precision.
const byHand = {
  "GeoLite2-City-Test": [
    ["2.125.160.217", "GB", "England", "ENG", "Boxford", 51.75, -1.25, 100, "city"], // registered in France
    ["67.43.156.1", "BT", null, null, null, 27.5, 90.5, 534, "country"], // registered in Romania
    ["81.2.69.142", "GB", "England", "ENG", "London", 51.5142, -0.0931, 10, "city"],
    ["81.2.69.145", "GB", "England", "ENG", "London", 51.5142, -0.0931, 3, "city"],
    ["::ffff:81.2.69.160", "GB", "England", "ENG", "London", 51.5142, -0.0931, 100, "city"],
    ["2002:5102:45a0::1", "GB", "England", "ENG", "London", 51.5142, -0.0931, 100, "city"], // 6to4
    ["2001:0:102:304::aefd:ba5f", "GB", "England", "ENG", "London", 51.5142, -0.0931, 100, "city"], // Teredo
    ["64:ff9b::81.2.69.160", "GB", "England", "ENG", "London", 51.5142, -0.0931, 100, "city"], // NAT64
    ["89.160.20.113", "SE", "Östergötland County", "E", "Linköping", 58.4167, 15.6167, 76, "city"],
    ["175.16.199.255", "CN", "Jilin Sheng", "22", "Changchun", 43.88, 125.3228, 100, "city"],
    ["202.196.224.1", "PH", null, null, null, 13, 122, 121, "country"], // represents the United States
    ["216.160.83.56", "US", "Washington", "WA", "Milton", 47.2513, -122.3149, 22, "city"],
    ["214.78.0.40", "US", "California", "CA", "San Diego", 32.6783, -117.1291, 10, "city"],
    ["2001:218::1", "JP", null, null, null, 35.68536, 139.75309, 100, "country"],
    ["2001:480::1", "US", "California", "CA", "San Diego", 32.7203, -117.1552, 50, "city"],
    ["2a02:ffc0::", "GI", null, null, null, 36.13333, -5.35, 100, "country"],
    ["2a02:d500::1", null, null, null, null, null, null, null, "none"], // Europe is no country
    ["8.8.8.8", null, null, null, null, null, null, null, "none"] // not in the test file
  ],
  "GeoIP2-City-Test": [
    ["149.101.100.1", "US", null, null, null, 37.751, -97.822, 1000, "country"], // registered in the United Kingdom
    ["216.160.83.65", "US", "Washington", "WA", null, 47.7511, -120.7401, 1000, "region"],
    ["214.78.124.1", "US", "California", "CA", null, 36.7783, -119.4179, 100, "region"],
    ["214.0.0.1", "SG", null, null, "Singapore", 1.336, 103.7716, 10, "city"], // a city without a region
    ["2001:480:10::1", "US", "California", "CA", "San Diego", 32.7203, -117.1552, 20, "city"],
    ["214.1.1.1", null, null, null, null, null, null, null, "none"] // anycast, without a country
  ]
} as const;

for (const [name, expectations] of Object.entries(byHand)) {
  describe(`places of ${name} by hand`, {skip}, async () => {
    if (skip) return;
    const geo = await openGeo([shared(`${name}.mmdb`)]);
    for (const [address, ...expected] of expectations) {
      it(address, () => {
        const {country, region, regionCode, city, latitude, longitude, accuracyRadiusKm, precision} =
          geo.locate(address);
        assert.deepEqual(
          [country, region, regionCode, city, latitude, longitude, accuracyRadiusKm, precision],
          expected
        );
      });
    }
  });
}
