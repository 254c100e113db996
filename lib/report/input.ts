import {writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import {openGeo, type Geo} from "../geo/geo.ts";
import {readAbout, type About} from "../store/status/about.ts";
import {reading, type Store} from "../store/database.ts";
import {withFolder} from "./temporary-folder.ts";
import {hiding, type Hiding} from "./public/hidden.ts";
import {readKey} from "./public/key.ts";
import {writePart} from "./public/part.ts";
import {periodBefore, periodOf, type Period, type PeriodOptions} from "./compare/period.ts";
import {givenPlaces} from "./public/given-places.ts";
import {clockOf, hostIds, type Selection} from "./compare/selection.ts";

/** Which part of a database a report is about, and whether it hides whom it is about. */
export interface InputOptions extends PeriodOptions {
  /** Names of hosts; default: all. */
  readonly hosts?: readonly string[];
  /** Whether the period is compared with the one before. */
  readonly compare?: boolean;
  /** Whether addresses, rare names and everything of one's own are hidden, for publishing. */
  readonly public?: boolean;
  /** How often a name must have been tried to be published; default: 10. */
  readonly k?: number;
  /** Paths of geo databases; default: those of `KNOCKBOOK_GEO`, else the installed DB-IP Lite. */
  readonly geo?: readonly string[];
}

/** What notebooks read: a database, and the environment that tells them of it. */
export interface Input {
  /** What the database that the notebooks read says of itself. */
  readonly about: About;
  readonly env: Readonly<Record<string, string>>;
  readonly period: Period | null;
  readonly selection: Selection;
  /** The same hosts in the period before; null unless the two are compared. */
  readonly before: Selection | null;
  readonly hiding: Hiding | null;
  readonly geo: Geo;
}

/**
 * Does a work with the part of a database that a report is about. Where that is not all of it, or where something is to be
 * hidden, the notebooks read a database of their own, which only holds what they may show; it is removed afterwards.
 */
export async function withInput<T>(db: string, options: InputOptions, work: (input: Input) => Promise<T>): Promise<T> {
  const geo = await openGeo(options.geo);
  const chosen = reading(db, (store) => choose(store, options));
  const env: Record<string, string> = options.geo ? {KNOCKBOOK_GEO: options.geo.join(delimiter)} : {};
  if (!isPart(options)) return work({...chosen, geo, about: reading(db, readAbout), env: {...env, KNOCKBOOK_DB: db}});
  return withFolder(async (folder) => {
    const part = join(folder, "part.sqlite");
    writePart(db, part, chosen.selection, chosen.hiding);
    if (chosen.hiding) env.KNOCKBOOK_PLACES = writePlaces(db, folder, geo, chosen.hiding);
    Object.assign(env, {KNOCKBOOK_DB: part, KNOCKBOOK_CACHE: join(folder, "cache")}); // both go with the folder
    return work({...chosen, geo, about: reading(part, readAbout), env});
  });
}

const isPart = ({since, until, hosts, ...options}: InputOptions): boolean =>
  [since, until, hosts].some((given) => given !== undefined) || options.public === true;

function choose(store: Store, options: InputOptions): Pick<Input, "period" | "selection" | "before" | "hiding"> {
  const hosts = hostIds(store, options.hosts);
  const period = periodOf(options, clockOf(store, hosts));
  if (options.compare && !period) throw new Error("nothing to compare with; name the first day of the period: --since");
  const selection = {period, hosts};
  const before = options.compare ? {period: periodBefore(period!), hosts} : null;
  const selections = before ? [selection, before] : [selection];
  const hidden = options.public ? hiding(store, {key: readKey(), k: options.k ?? 10, selections}) : null;
  return {period, selection, before, hiding: hidden};
}

function writePlaces(db: string, folder: string, geo: Geo, hiding: Hiding): string {
  const sql = "SELECT DISTINCT address FROM origin WHERE address IS NOT NULL ORDER BY address";
  const addresses = reading(db, (store) => store.prepare(sql).pluck().all() as string[]);
  const shown = new Map(addresses.map((address) => [address, hiding.address(address)]));
  const path = join(folder, "places.json");
  writeFileSync(path, JSON.stringify(givenPlaces(geo, shown)));
  return path;
}
