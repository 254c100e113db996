import {basename} from "node:path";

/** Where places come from, for captions: its name, the day it was built, and whom its licence wants named. */
export interface GeoSource {
  readonly name: string;
  /** the type that the file gives itself */
  readonly type: string;
  /** ISO date; null when the file gives an impossible one */
  readonly buildDate: string | null;
  /** the file's name, without its folder */
  readonly path: string;
  readonly attribution: {readonly text: string; readonly url: string} | null;
}

/** Returns what is to be said of a geo file, by the type and the time that it gives itself and by its name. */
export function sourceOf(path: string, {type, built}: {type: string; built: Date}): GeoSource {
  const file = basename(path);
  return {...provider(type, file), type, buildDate: isoDate(built), path: file};
}

/** Returns a source in few words, as a caption or a column has it ("DB-IP City Lite, 2026-06-05"). */
export function captionOf({name, buildDate}: GeoSource): string {
  return `${name}, ${buildDate ?? "of unknown date"}`;
}

const providers: readonly (readonly [RegExp, string, string, string])[] = [
  [/dbip/i, "DB-IP", "IP Geolocation by DB-IP", "https://db-ip.com"],
  [/geolite/i, "GeoLite2", "This product includes GeoLite Data created by MaxMind", "https://www.maxmind.com"],
  [/geoip2/i, "GeoIP2", "Geolocation by MaxMind GeoIP2", "https://www.maxmind.com"]
];

function provider(type: string, file: string): Pick<GeoSource, "name" | "attribution"> {
  const found = providers.find(([pattern]) => pattern.test(type) || pattern.test(file));
  if (!found) return {name: type, attribution: null};
  const [, brand, text, url] = found;
  const kind = titles[/asn|isp|city|country|enterprise/i.exec(type)?.[0].toLowerCase() ?? ""];
  const lite = brand === "DB-IP" && /lite|ipv[46]$/i.test(type) ? "Lite" : null;
  return {name: [brand, kind, lite].filter(Boolean).join(" "), attribution: {text, url}};
}

const titles: Readonly<Record<string, string>> = {
  asn: "ASN",
  isp: "ISP",
  city: "City",
  country: "Country",
  enterprise: "Enterprise"
};

function isoDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
