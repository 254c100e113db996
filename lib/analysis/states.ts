import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {stateName, territoryCodes} from "../geo/states.ts";
import {cities} from "./cities.ts";
import {conservation} from "./places.ts";
import type {City, Conservation} from "../rows/places.ts";
import type {Outside, State} from "../rows/states.ts";

/** Returns a row for each state or territory that attempts came from, the most first. */
export async function states(log: Log): Promise<State[]> {
  const located = log.where({...refused(), state: {not: null}});
  const rows = await located.tally<Omit<State, "name">>(["state"], {measures: ["attempts", "addresses"]});
  return rows.map((row) => ({...row, name: stateName(row.state) ?? row.state}));
}

const unitedStates = {country: ["US", ...Object.values(territoryCodes)]};

/**
 * Returns the places of the United States and its territories, those without a known state included, the most attempts
 * first.
 */
export async function stateCities(log: Log): Promise<City[]> {
  return cities(log, {where: unitedStates});
}

/** Returns the whole of the attempts from the United States and its territories, for the line under their map. */
export async function stateConservation(log: Log): Promise<Conservation> {
  return conservation(log, {drawn: "state", where: unitedStates});
}

/** The states and territories that lie outside the contiguous 48, and their capital. */
export const outside48 = ["AK", "HI", "DC", "PR", "GU", "VI", "AS", "MP"] as const;

/** Returns each state or territory outside the contiguous 48 that attempts came from, the most first. */
export async function outsideContiguous(log: Log): Promise<Outside[]> {
  const places = Map.groupBy(await stateCities(log), ({state}) => state);
  const rows = await states(log);
  return rows
    .filter(({state}) => outside48.some((code) => code === state))
    .map(({state, ...row}) => ({...row, code: state, places: places.get(state) ?? []}));
}
