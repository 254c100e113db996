import {writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import {openLog} from "../ask/open.ts";
import type {Log} from "../ask/question/log.ts";
import type {Where} from "../ask/question/where.ts";
import {openGeo, type Geo} from "../geo/geo.ts";
import {givenGeo} from "../geo/given.ts";
import {reading} from "../store/database.ts";
import {periodBefore, periodOf, type Period, type PeriodOptions} from "./compare/period.ts";
import {givenPlaces} from "./public/given-places.ts";
import {hiding, type Hiding} from "./public/hidden.ts";
import {readKey} from "./public/key.ts";
import {writePart} from "./public/part.ts";
import {hostIds} from "./public/selection.ts";
import {withFolder} from "./temporary-folder.ts";

/** Which part of a log a report is about, and whether it hides whom it is about. */
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

/** What a report is made of: a part of a log, and the environment that gives notebooks the same part. */
export interface Input {
  readonly log: Log;
  readonly env: Readonly<Record<string, string>>;
  /** The days of the part; null: all of the log. */
  readonly period: Period | null;
  /** The log of the same hosts in the period before; null unless the two are compared. */
  readonly before: {readonly log: Log; readonly period: Period} | null;
  /** What stands for names, addresses and hosts; null where nothing is hidden. */
  readonly hiding: Hiding | null;
  /** The places of the addresses of the database. */
  readonly geo: Geo;
  /** The places of the addresses of this log, where pseudonyms may stand for addresses. */
  readonly places: Geo;
}

/**
 * Returns what `work` returns for the input of a report from the database `db`. The environment gives notebooks the
 * part of the log as conditions. For a public report it gives them a database of their own instead, which holds nothing
 * that is to be hidden, and which is removed when the work is done. Throws for a comparison without a period, for a
 * period that is not valid, and when a geo database or the key of the pseudonyms cannot be read.
 */
export async function withInput<T>(db: string, options: InputOptions, work: (input: Input) => Promise<T>): Promise<T> {
  const geo = await openGeo(options.geo);
  const choice = await choose(db, options);
  if (options.public) return withHidden(db, {...options, geo, choice}, work);
  const env: Record<string, string> = {KNOCKBOOK_DB: db, KNOCKBOOK_WHERE: JSON.stringify(choice.where)};
  if (options.geo) env.KNOCKBOOK_GEO = options.geo.join(delimiter);
  return work({...choice.parts(choice.log), env, hiding: null, geo, places: geo});
}

interface Choice {
  readonly log: Log;
  readonly where: Where;
  readonly period: Period | null;
  readonly before: Period | null;
  /** Returns the parts of a log that the report is about. */
  readonly parts: (log: Log) => Pick<Input, "log" | "period" | "before">;
}

async function choose(db: string, options: InputOptions): Promise<Choice> {
  const whole = await openLog(db, {conditions: null}); // the report has its own conditions
  const ofHosts: Where = options.hosts ? {host: options.hosts.map((name) => name || null)} : {}; // "": without a name
  const log = whole.where(ofHosts);
  const period = periodOf(options, log.about);
  if (options.compare && !period) throw new Error("nothing to compare with; name the first day of the period: --since");
  const before = options.compare ? periodBefore(period!) : null;
  const parts = (all: Log): Pick<Input, "log" | "period" | "before"> => ({
    log: all.where(timeOf(period)),
    period,
    before: before && {log: all.where(timeOf(before)), period: before}
  });
  return {log, where: {...ofHosts, ...timeOf(period)}, period, before, parts};
}

function timeOf(period: Period | null): Where {
  return period ? {time: {from: 1000 * period.from, to: 1000 * period.to}} : {};
}

type HiddenOptions = Omit<InputOptions, "geo"> & {readonly geo: Geo; readonly choice: Choice};

/** Returns what `work` returns for a database in which stand-ins replace what is to be hidden. */
async function withHidden<T>(
  db: string,
  {hosts: names, k = 10, geo, choice}: HiddenOptions,
  work: (input: Input) => Promise<T>
): Promise<T> {
  const {period, before} = choice;
  const hosts = reading(db, (store) => hostIds(store, names));
  const selections = [period, ...(before ? [before] : [])].map((span) => ({span, hosts}));
  const hidden = reading(db, (store) => hiding(store, {key: readKey(), k, selections}));
  return withFolder(async (folder) => {
    const part = join(folder, "part.sqlite");
    const places = join(folder, "places.json");
    const span = period && {from: (before ?? period).from, to: period.to};
    writePart(db, part, {selection: {span, hosts}, hiding: hidden});
    writePlaces(db, places, {geo, hiding: hidden});
    const env = {
      KNOCKBOOK_DB: part,
      KNOCKBOOK_CACHE: join(folder, "cache"), // it goes with the folder
      KNOCKBOOK_PLACES: places,
      KNOCKBOOK_WHERE: JSON.stringify(timeOf(period))
    };
    return work({
      ...choice.parts(await openLog(part, {conditions: null})),
      env,
      hiding: hidden,
      geo,
      places: givenGeo(places)
    });
  });
}

/** Writes the places of all addresses of a database as JSON, each under what stands for its address. */
function writePlaces(db: string, path: string, {geo, hiding}: {geo: Geo; hiding: Hiding}): void {
  const sql = "SELECT DISTINCT address FROM origin WHERE address IS NOT NULL ORDER BY address";
  const addresses = reading(db, (store) => store.prepare(sql).pluck().all() as string[]);
  const shown = new Map(addresses.map((address) => [address, hiding.address(address)]));
  writeFileSync(path, JSON.stringify(givenPlaces(geo, shown)));
}
