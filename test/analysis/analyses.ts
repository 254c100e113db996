import {countryChange} from "../../lib/analysis/change.ts";
import {cities} from "../../lib/analysis/cities.ts";
import {countries, countryWeeks} from "../../lib/analysis/countries.ts";
import {coverage} from "../../lib/analysis/coverage.ts";
import {attemptsPerDay} from "../../lib/analysis/days.ts";
import {weekHours} from "../../lib/analysis/hours.ts";
import {lineKinds} from "../../lib/analysis/ledger.ts";
import {methods} from "../../lib/analysis/methods.ts";
import {dictionaries} from "../../lib/analysis/name-lists.ts";
import {accounts, topNames} from "../../lib/analysis/names.ts";
import {networks} from "../../lib/analysis/networks.ts";
import {debuts, newNames} from "../../lib/analysis/new-names.ts";
import {conservation} from "../../lib/analysis/places.ts";
import {sourcePorts} from "../../lib/analysis/ports.ts";
import {outsideContiguous, stateConservation, states} from "../../lib/analysis/states.ts";
import {steps} from "../../lib/analysis/steps.ts";
import {suspects} from "../../lib/analysis/suspects.ts";
import {totals} from "../../lib/analysis/totals.ts";
import type {Log} from "../../lib/ask/question/log.ts";

/** All analyses of the notebooks, by name; each takes a log whose addresses are located. */
export const analyses: Readonly<Record<string, (log: Log) => Promise<unknown>>> = {
  about: async ({about}) => about,
  accounts,
  attemptsPerDay,
  cities,
  conservation,
  countries,
  countryChange,
  countryWeeks,
  coverage,
  debuts,
  dictionaries,
  lineKinds,
  methods,
  networks,
  newNames,
  outsideContiguous,
  sourcePorts,
  stateConservation,
  states,
  steps: async (log) => steps(log, {members: (await dictionaries(log)).dictionaries[0]?.members ?? []}),
  suspects,
  tally: (log) => log.tally(["rhost", "method", "known", "hour"], {measures: ["names", "first", "addresses", "last"]}),
  topNames,
  totals,
  weekHours
};
