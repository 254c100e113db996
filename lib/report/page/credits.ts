import {readFileSync} from "node:fs";
import {findPackageJSON} from "node:module";
import type {Element} from "hast";
import {h} from "hastscript";
import type {Draft} from "./draft.ts";
import {dayMs} from "../../base/time.ts";

/** A geo database, as `sources` of lib/geo has it: its name, its build's ISO date, and whom its licence wants named. */
export type GeoSource = {
  readonly name: string;
  readonly buildDate: string | null;
  readonly attribution: {readonly text: string; readonly url: string} | null;
};

/** The version of knockbook, from its package.json. */
export const version: string = JSON.parse(readFileSync(findPackageJSON(import.meta.url)!, "utf8")).version;

const OLD_DAYS = 90;
/**
 * Returns the foot of a page: where its places, maps, flags and drawings come from, and by which version and when it
 * was made.
 */
export function sources({blocks, options: {geo = [], generated}}: Draft): Element {
  const drawn = [...blocks.values()].join("\n");
  const items = [
    ...distinctSources(geo).map((source) => place(source, generated)),
    geo.length > 0 ? ["An address is placed where it is today, which need not be where it was when it knocked."] : [],
    drawn.includes('"projection"') ? ["Maps: Natural Earth and the US Census Bureau, public domain."] : [],
    drawn.includes('"data:image/') ? ["Flags: the public-domain collection country-flags."] : [],
    drawn !== ""
      ? ["Charts: Vega, © University of Washington Interactive Data Lab; drawn here, without a request."]
      : [],
    [`Made by knockbook ${version} on ${generated.toISOString().slice(0, 10)}.`]
  ];
  const list = items.filter((item) => item.length > 0).map((item) => h("li", item));
  return h("footer", h("h2", {id: "sources"}, "Sources"), h("ul", list));
}

/** Returns each geo database once. DB-IP has one file for IPv4 and one for IPv6, which count as one. */
export function distinctSources(geo: readonly GeoSource[]): GeoSource[] {
  return [...new Map(geo.map((source) => [`${source.name} ${source.buildDate}`, source])).values()];
}

function place({name, buildDate, attribution}: GeoSource, generated: Date): (Element | string)[] {
  const age = buildDate === null ? null : Math.floor((generated.getTime() - Date.parse(buildDate)) / dayMs);
  const words = `${name} of ${buildDate ?? "unknown date"}.`;
  return [
    ...(attribution === null ? [] : [h("a", {href: attribution.url, rel: "noreferrer"}, attribution.text), ": "]),
    words,
    ...(age !== null && age > OLD_DAYS
      ? [h("strong.old", ` ${age} days old; npm run geo:update brings the newest.`)]
      : [])
  ];
}
