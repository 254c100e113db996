import pl from "nodejs-polars";
import {refused, rowsOf, tally} from "../frame/tally.ts";
import {stateName} from "../geo/states.ts";
import {cities, type City} from "./cities.ts";
import {conservation, type Conservation, type Located} from "./places.ts";

/** The refused attempts from a state or territory of the United States. */
export interface State {
  /** Postal code, as AK. */
  readonly state: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
}

/** Returns a row for each state or territory that attempts came from, the most first. */
export function states({frame}: Located): State[] {
  const rows = tally(frame, ["state"], {where: inStates(), measures: ["attempts", "addresses"]});
  return rowsOf<Omit<State, "name">>(rows).map((row) => ({...row, name: stateName(row.state) ?? row.state}));
}

/** Returns the places of the United States and its territories, the most attempts first. */
export function stateCities(located: Located): City[] {
  return cities(located, {where: pl.col("state").isNotNull()});
}

/** Returns the whole of the attempts from the United States and its territories, for the line under their map. */
export function stateConservation(located: Located): Conservation {
  const where = pl.col("country").eq(pl.lit("US")).or(pl.col("state").isNotNull());
  return conservation(located, {drawn: "state", where});
}

/** The states and territories that lie outside the contiguous 48, and their capital. */
export const outside48 = ["AK", "HI", "DC", "PR", "GU", "VI", "AS", "MP"] as const;

/** A state or territory outside the contiguous 48, with its places. */
export interface Outside extends Omit<State, "state"> {
  readonly code: string;
  readonly places: readonly City[];
}

/** Returns each state or territory outside the contiguous 48 that attempts came from, the most first. */
export function outsideContiguous(located: Located): Outside[] {
  const places = Map.groupBy(stateCities(located), ({state}) => state);
  return states(located)
    .filter(({state}) => outside48.some((code) => code === state))
    .map(({state, ...row}) => ({...row, code: state, places: places.get(state) ?? []}));
}

function inStates(): pl.Expr {
  return refused().and(pl.col("state").isNotNull());
}
