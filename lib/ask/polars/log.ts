import type {Geo} from "../../geo/geo.ts";
import {aboutPart, type About} from "../question/about.ts";
import {checkGroups, checkOptions, checkWhere, columnNamed, ownColumns, placeColumns} from "../question/columns.ts";
import type {Column} from "../question/columns.ts";
import type {FrameOptions, Log} from "../question/log.ts";
import type {Where} from "../question/where.ts";
import {flat, viewColumns} from "./flat.ts";
import {keptOf, type NamedCondition} from "./kept.ts";
import {addressTable} from "./places.ts";
import {distinct, extend, type Frame} from "./star.ts";
import {tallyColumns, tallyRows} from "./tally.ts";
import {rowsInTime} from "./time.ts";

/** What a log of polars is made of. */
interface Part {
  readonly frame: Frame;
  /** Returns what the log says of itself; asked for only where it is needed. */
  readonly about: () => About;
  readonly columns: readonly Column[];
  /** Conditions that attempts of the frame must meet, beside those that the frame meets already. */
  readonly conditions: readonly NamedCondition[];
  /** The hosts of the whole log; null: one without a name. */
  readonly hosts: readonly (string | null)[];
}

/** Returns the log of a frame and of what its database says of itself. */
export function polarsLog(frame: Frame, about: Omit<About, "places">): Log {
  const hosts = about.machines.map(({host}) => host);
  return logOf({frame, about: () => ({...about, places: []}), columns: ownColumns, conditions: [], hosts});
}

function logOf(part: Part): Log {
  const {frame, columns} = part;
  const about = once(part.about);
  const kept = once(() => keptOf(frame, part.conditions));
  return {
    get about() {
      return about();
    },
    columns,
    where: (conditions) => logOf(narrowed({...part, about}, conditions)),
    async tally(by, options = {}) {
      checkGroups(by, columns);
      checkOptions(options);
      return tallyRows(frame, by, {...options, kept: kept()});
    },
    async tallyColumns(by, {measures}) {
      checkGroups(by, columns);
      checkOptions({measures});
      return tallyColumns(frame, by, {measures, kept: kept()});
    },
    withPlaces: async (geo) => logOf(located({...part, about}, geo)),
    async frame({columns: some = viewColumns, rows}: FrameOptions = {}) {
      for (const name of some) if (!viewColumns.includes(name)) columnNamed(name, columns);
      const table = flat(frame, {columns: some, kept: kept()});
      return rows === undefined ? table : table.head(rows);
    }
  };
}

/** Returns a function that computes a value when it is first asked for. */
function once<Value>(compute: () => Value): () => Value {
  let known: {readonly value: Value} | null = null;
  return () => (known ??= {value: compute()}).value;
}

function narrowed(part: Part, where: Where): Part {
  checkWhere(where, part.columns, part.hosts);
  const {time, ...others} = where;
  return {
    ...part,
    about: () => aboutPart(part.about(), where),
    frame: time === undefined ? part.frame : rowsInTime(part.frame, time),
    conditions: [...part.conditions, ...Object.entries(others)]
  };
}

function located(part: Part, geo: Geo): Part {
  const table = addressTable(distinct(part.frame, "address"), geo);
  const places = geo.databases.map(({caption}) => caption);
  return {
    ...part,
    about: () => ({...part.about(), places}),
    columns: [...ownColumns, ...placeColumns],
    frame: extend(part.frame, "address", table)
  };
}
