import type {Geo} from "../../geo/geo.ts";
import {aboutPart, type About} from "../question/about.ts";
import {checkFrame, checkGroups, checkLocated, checkOptions, checkWhere} from "../question/checks.ts";
import {ownColumns, placeColumns, type Column} from "../question/columns.ts";
import type {Log} from "../question/log.ts";
import type {FrameOptions} from "../question/options.ts";
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
  /** What the whole log says of itself. */
  readonly whole: About;
  /** The conditions that make the part. */
  readonly wheres: readonly Where[];
  readonly columns: readonly Column[];
  /** Conditions that attempts of the frame must meet, beside those that the frame meets already. */
  readonly conditions: readonly NamedCondition[];
}

/** Returns the log of a frame and of what its database says of itself. */
export function polarsLog(frame: Frame, about: Omit<About, "places">): Log {
  return logOf({frame, whole: {...about, places: []}, wheres: [], columns: ownColumns, conditions: []});
}

function logOf(part: Part): Log {
  const {frame, columns} = part;
  const about = once(() => aboutPart(part.whole, ...part.wheres));
  const kept = once(() => keptOf(frame, part.conditions));
  return {
    get about() {
      return about();
    },
    columns,
    where: (conditions) => logOf(narrowed(part, conditions)),
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
    withPlaces: async (geo) => logOf(located(part, geo)),
    async frame({columns: some = viewColumns, rows}: FrameOptions = {}) {
      checkFrame({columns: some, rows}, [...viewColumns, ...columns.map(({name}) => name)]);
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

function narrowed(part: Part, conditions: Where): Part {
  checkWhere(conditions, part.columns, part.whole);
  const where = structuredClone(conditions); // what the caller changes in it later is not checked
  const {time, ...others} = where;
  return {
    ...part,
    wheres: [...part.wheres, where],
    frame: time === undefined ? part.frame : rowsInTime(part.frame, time),
    conditions: [...part.conditions, ...Object.entries(others)]
  };
}

function located(part: Part, geo: Geo): Part {
  checkLocated(part.wheres);
  const table = addressTable(distinct(part.frame, "address"), geo);
  return {
    ...part,
    whole: {...part.whole, places: geo.databases.map(({caption}) => caption)},
    columns: [...ownColumns, ...placeColumns],
    frame: extend(part.frame, "address", table)
  };
}
