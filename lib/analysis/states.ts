import {refused, tallyRows} from "../ask/polars/tally.ts";
import {stateName, territoryCodes} from "../geo/states.ts";
import {cities} from "./cities.ts";
import {conservation, type Located} from "./places.ts";
import type {City, Conservation} from "../rows/places.ts";
import type {Outside, State} from "../rows/states.ts";

/** Returns a row for each state or territory that attempts came from, the most first. */
export function states({frame}: Located): State[] {
  const rows = tallyRows<Omit<State, "name">>(frame, ["state"], {
    where: {...refused(), state: {not: null}},
    measures: ["attempts", "addresses"]
  });
  return rows.map((row) => ({...row, name: stateName(row.state) ?? row.state}));
}

const unitedStates = {country: ["US", ...Object.values(territoryCodes)]};

/** Returns the places of the United States and its territories, those without a known state included, the most attempts first. */
export function stateCities(located: Located): City[] {
  return cities(located, {where: unitedStates});
}

/** Returns the whole of the attempts from the United States and its territories, for the line under their map. */
export function stateConservation(located: Located): Conservation {
  return conservation(located, {drawn: "state", where: unitedStates});
}

/** The states and territories that lie outside the contiguous 48, and their capital. */
export const outside48 = ["AK", "HI", "DC", "PR", "GU", "VI", "AS", "MP"] as const;

/** Returns each state or territory outside the contiguous 48 that attempts came from, the most first. */
export function outsideContiguous(located: Located): Outside[] {
  const places = Map.groupBy(stateCities(located), ({state}) => state);
  return states(located)
    .filter(({state}) => outside48.some((code) => code === state))
    .map(({state, ...row}) => ({...row, code: state, places: places.get(state) ?? []}));
}
