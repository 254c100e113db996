import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {stateName, territoryCodes} from "../geo/states.ts";
import {cities} from "./cities.ts";
import {conservation} from "./places.ts";
import type {City, Conservation} from "../rows/places.ts";
import type {Outside, State} from "../rows/states.ts";

/**
 * Returns the refused attempts from each state or territory of the United States, the most first, of a log whose
 * addresses are located.
 */
export async function states(log: Log): Promise<State[]> {
  const located = log.where({...refused(), state: {not: null}});
  const rows = await located.tally<Omit<State, "name">>(["state"], {measures: ["attempts", "addresses"]});
  return rows.map((row) => ({...row, name: stateName(row.state) ?? row.state}));
}

const unitedStates = {country: ["US", ...Object.values(territoryCodes)]};

/**
 * Returns the places in the United States and its territories, the most attempts first. Places without a known state
 * are among them.
 */
export async function stateCities(log: Log): Promise<City[]> {
  return cities(log, {where: unitedStates});
}

/** Returns what became of the refused attempts from the United States and its territories, for the line under a map. */
export async function stateConservation(log: Log): Promise<Conservation> {
  return conservation(log, {drawn: "state", where: unitedStates});
}

/** The states and territories outside the contiguous 48, and the capital, which is too small for their map. */
const outside48 = ["AK", "HI", "DC", "PR", "GU", "VI", "AS", "MP"] as const;

/** Returns the states and territories outside the contiguous 48 that attempts came from, the most attempts first. */
export async function outsideContiguous(log: Log): Promise<Outside[]> {
  const places = Map.groupBy(await stateCities(log), ({state}) => state);
  const rows = await states(log);
  return rows
    .filter(({state}) => outside48.some((code) => code === state))
    .map(({state, ...row}) => ({...row, code: state, places: places.get(state) ?? []}));
}
