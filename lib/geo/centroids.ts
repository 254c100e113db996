import type {Coordinates} from "./distance.ts";

/** How much of a place a point in the middle of it stands for. */
export type Extent = "country" | "region";

/**
 * Returns what a point is the middle of, the country or the US state (two letters) that a record names; null for any
 * other point. A geo database puts an address there of which it knows no more, whatever town it names beside it: DB-IP
 * has 112,000 addresses of the United States in "Coffeyville, Kansas" and 2.2 million of California in "Minkler".
 */
export function extentOf(country: string, state: string | null, point: Coordinates): Extent | null {
  if (isAmong(countries.get(country), point)) return "country";
  return country === "US" && isAmong(states.get(state ?? ""), point) ? "region" : null;
}

// About 100 m: databases round the points differently.
const tolerance = 0.001;

function isAmong(middles: readonly (readonly number[])[] | undefined, {latitude, longitude}: Coordinates): boolean {
  if (!middles || latitude === null || longitude === null) return false;
  return middles.some(([lat, lon]) => Math.abs(lat! - latitude) < tolerance && Math.abs(lon! - longitude) < tolerance);
}

function middles(table: string): ReadonlyMap<string, number[][]> {
  const rows = table.split(",").map((entry) => entry.trim().split(" "));
  const byCode = Map.groupBy(rows, ([code]) => code!);
  return new Map([...byCode].map(([code, entries]) => [code, entries.map(([, ...point]) => point.map(Number))]));
}

// The points of Google's canonical lists of countries and of states (developers.google.com/public-data, countries_csv
// and states_csv) at which DB-IP City Lite of June 2026 has networks, as it rounds them. MaxMind's records of a country
// or state alone need no list, for they name no town; of its points only those of the United States are here, which
// others copied: 37.751 -97.822 and, from its earlier years, 38 -97 and 39.76 -98.5. The last one is the middle of the
// contiguous states by the National Geodetic Survey. City states (HK, MO, SG, VA) are left out: the city is the
// country.
const countries = middles(
  `AE 23.4241 53.8478, AF 33.9391 67.71, AL 41.1533 20.1683, AM 40.0691 45.0382, AQ -75.251 -0.0714,
  AR -38.4161 -63.6167, AS -14.271 -170.132, AT 47.5162 14.5501, AU -25.2744 133.775, AZ 40.1431 47.5769,
  BD 23.685 90.3563, BI -3.3731 29.9189, BJ 9.3077 2.3158, BN 4.5353 114.728, BO -16.2902 -63.5887,
  BR -14.235 -51.9253, BS 25.0343 -77.3963, BW -22.3285 24.6849, BY 53.7098 27.9534, CA 56.1304 -106.347,
  CG -0.228 15.8277, CH 46.8182 8.2275, CI 7.54 -5.5471, CK -21.2367 -159.778, CL -35.6751 -71.543, CM 7.3697 12.3547,
  CN 35.8617 104.195, CO 4.5709 -74.2973, CR 9.7489 -83.7534, CU 21.5218 -77.7812, CX -10.4475 105.69,
  CZ 49.8175 15.473, DE 51.1657 10.4515, DJ 11.8251 42.5903, DM 15.415 -61.371, DO 18.7357 -70.1627,
  DZ 28.0339 1.6596, EC -1.8312 -78.1834, EG 26.8206 30.8025, ER 15.1794 39.7823, ES 40.4637 -3.7492,
  FI 61.9241 25.7482, FR 46.2276 2.2137, GB 55.3781 -3.436, GH 7.9465 -1.0232, GL 71.7069 -42.6043,
  GM 13.4432 -15.3101, GQ 1.6508 10.2679, GR 39.0742 21.8243, GT 15.7835 -90.2308, GW 11.8037 -15.1804,
  GY 4.8604 -58.9302, HM -53.0818 73.5042, HN 15.2 -86.2419, HU 47.1625 19.5033, ID -0.7893 113.921,
  IL 31.0461 34.8516, IM 54.2361 -4.5481, IN 20.5937 78.9629, IO -6.3432 71.8765, IQ 33.2232 43.6793,
  IR 32.4279 53.688, IS 64.9631 -19.0208, IT 41.8719 12.5674, JO 30.5852 36.2384, JP 36.2048 138.253,
  KG 41.2044 74.7661, KP 40.3399 127.51, KR 35.9078 127.767, KW 29.3117 47.4818, KZ 48.0196 66.9237,
  LA 19.8563 102.495, LB 33.8547 35.8623, LK 7.8731 80.7718, LR 6.4281 -9.4295, LS -29.61 28.2336, LT 55.1694 23.8813,
  LU 49.8153 6.1296, LY 26.3351 17.2283, MA 31.7917 -7.0926, MD 47.4116 28.3699, MG -18.7669 46.8691,
  MH 7.1315 171.184, MN 46.8625 103.847, MT 35.9375 14.3754, MU -20.3484 57.5522, MV 3.2028 73.2207,
  MW -13.2543 34.3015, MX 23.6345 -102.553, MY 4.2105 101.976, MZ -18.6657 35.5296, NE 17.6078 8.0817,
  NI 12.8654 -85.2072, NL 52.1326 5.2913, NO 60.472 8.469, NP 28.3949 84.124, NZ -40.9006 174.886, PA 8.538 -80.7821,
  PE -9.19 -75.0152, PF -17.6797 -149.407, PG -6.315 143.956, PH 12.8797 121.774, PK 30.3753 69.3451,
  PL 51.9194 19.1451, PR 18.2208 -66.5901, PT 39.3999 -8.2245, QA 25.3548 51.1839, RE -21.1151 55.5364,
  RO 45.9432 24.9668, RS 44.0165 21.0059, RU 61.524 105.319, SA 23.8859 45.0792, SB -9.6457 160.156,
  SC -4.6796 55.492, SD 12.8628 30.2176, SE 60.1282 18.6435, SK 48.669 19.699, SM 43.9424 12.4578,
  SN 14.4974 -14.4524, SO 5.1522 46.1996, SR 3.9193 -56.0278, SV 13.7942 -88.8965, SY 34.8021 38.9968,
  SZ -26.5225 31.4659, TD 15.4542 18.7322, TG 8.6195 0.8248, TH 15.87 100.993, TJ 38.861 71.2761, TL -8.8742 125.728,
  TM 38.9697 59.5563, TO -21.179 -175.198, TR 38.9637 35.2433, TT 10.6918 -61.2225, TV -7.1095 177.649,
  TW 23.6978 120.961, UA 48.3794 31.1656, US 37.0902 -95.7129, US 37.751 -97.822, US 38 -97, US 39.76 -98.5,
  US 39.8283 -98.5795, UY -32.5228 -55.7658, VE 6.4237 -66.5897, VG 18.4207 -64.64, VN 14.0583 108.277,
  VU -15.3767 166.959, WS -13.759 -172.105, YT -12.8275 45.1662, ZA -30.5595 22.9375, ZM -13.1339 27.8493,
  ZW -19.0154 29.1549`
);

const states = middles(
  `AK 63.5888 -154.493, AL 32.3182 -86.9023, AZ 34.0489 -111.094, CA 36.7783 -119.418, CT 41.6032 -73.0877,
  DE 38.9108 -75.5277, FL 27.6648 -81.5158, GA 32.1574 -82.9071, HI 19.8987 -155.666, IA 41.878 -93.0977,
  ID 44.0682 -114.742, IL 40.6331 -89.3985, KS 39.0119 -98.4842, KY 37.8393 -84.27, MA 42.4072 -71.3824,
  MD 39.0458 -76.6413, ME 45.2538 -69.4455, MI 44.3148 -85.6024, MN 46.7296 -94.6859, MO 37.9643 -91.8318,
  MS 32.3547 -89.3985, MT 46.8797 -110.363, NC 35.7596 -79.0193, ND 47.5515 -101.002, NH 43.1939 -71.5724,
  NJ 40.0583 -74.4057, NM 34.9727 -105.032, NV 38.8026 -116.419, OH 40.4173 -82.9071, OK 35.0078 -97.0929,
  OR 43.8041 -120.554, PA 41.2033 -77.1945, RI 41.5801 -71.4774, SC 33.8361 -81.1637, SD 43.9695 -99.9018,
  TN 35.5175 -86.5804, TX 31.9686 -99.9018, UT 39.321 -111.094, VA 37.4316 -78.6569, VT 44.5588 -72.5778,
  WA 47.7511 -120.74, WI 43.7844 -88.7879, WV 38.5976 -80.4549, WY 43.076 -107.29`
);
