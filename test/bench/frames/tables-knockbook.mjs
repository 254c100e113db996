// Makes the tables of the notebooks with knockbook: tables-knockbook.mjs DATABASE. Prints the seconds of each, and some
// of the numbers, as JSON in the form of tables.py. It imports what is compiled, as a notebook does.
import {addressTable} from "knockbook/analysis/addresses";
import {countryChange} from "knockbook/analysis/change";
import {cities} from "knockbook/analysis/cities";
import {countries, countryWeeks} from "knockbook/analysis/countries";
import {attemptsPerDay} from "knockbook/analysis/days";
import {dictionaries} from "knockbook/analysis/name-lists";
import {weekHours} from "knockbook/analysis/hours";
import {methods} from "knockbook/analysis/methods";
import {accounts, topNames} from "knockbook/analysis/names";
import {debuts, newNames} from "knockbook/analysis/new-names";
import {conservation} from "knockbook/analysis/places";
import {sourcePorts} from "knockbook/analysis/ports";
import {outsideContiguous, stateCities, stateConservation, states} from "knockbook/analysis/states";
import {steps} from "knockbook/analysis/steps";
import {suspects} from "knockbook/analysis/suspects";
import {totals} from "knockbook/analysis/totals";
import {distinct, extend} from "knockbook/ask/polars/star";
import {loadAttempts} from "knockbook/ask/polars/load";
import {refused, tallyRows} from "knockbook/ask/polars/tally";
import {openGeo} from "knockbook/geo/geo";

const seconds = [];
const timed = (table, make) => {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const made = make();
  const [wallMs, {user, system}] = [performance.now() - wall, process.cpuUsage(cpu)];
  seconds.push({table, wallSeconds: wallMs / 1e3, cpuSeconds: (user + system) / 1e6});
  return made;
};

const log = timed("load", () => loadAttempts(process.argv[2]));
const geo = await openGeo([]);
const places = timed("locate", () => addressTable(distinct(log.frame, "address"), geo));
const located = timed("places joined", () => ({...log, frame: extend(log.frame, "address", places), geo}));
const {frame} = log;

const outcomes = timed("outcomes", () => tallyRows(frame, ["outcome"], {measures: ["attempts", "addresses", "names"]}));
const sum = timed("totals", () => totals(log));
const perDay = timed("attempts per day and outcome", () => attemptsPerDay(log));
const hours = timed("hour × weekday", () => weekHours(log));
const top = timed("top names with addresses", () => topNames(log));
const known = timed("known names", () => accounts(log));
const ways = timed("methods", () => methods(log));
const ports = timed("source ports", () => sourcePorts(log));
const parts = timed("conservation", () => conservation(located));
const nations = timed("countries with addresses", () => countries(located));
const weeks = timed("country weeks", () => countryWeeks(located));
const change = timed("change of countries", () => countryChange(located));
const towns = timed("cities", () => cities(located));
timed("conservation of cities", () => conservation(located, {drawn: "latitude"}));
const ofStates = timed("states", () => states(located));
const stateTowns = timed("cities of the states", () => stateCities(located));
timed("conservation of states", () => stateConservation(located));
timed("outside the contiguous 48", () => outsideContiguous(located));
const namesBy = {where: {...refused(), user: {not: null}}, measures: ["attempts", "addresses"]};
const tried = timed("all names with addresses", () => tallyRows(frame, ["user"], namesBy));
const fresh = timed("new names", () => newNames(log));
const newcomers = timed("debuts", () => debuts(log));
const lists = timed("dictionaries", () => dictionaries(log));
timed("steps", () => steps(log, {members: lists.dictionaries[0]?.members ?? []}));
timed("suspects", () => suspects(log));

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (rows) => rows.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
const total = (rows, column) => rows.reduce((all, row) => all + row[column], 0);
const numbers = {
  outcomes: sorted(outcomes.map((row) => [row.outcome, row.attempts, row.addresses, row.names])),
  totals: [sum.refused, sum.addresses, sum.names],
  days: perDay.map((row) => [iso(row.day), row.failed, row.abandoned, row.probe, row.accepted]),
  hours: hours.map((row) => [row.weekday, row.hour, row.attempts]),
  names: top.map((row) => [row.user, row.attempts, row.addresses, row.known]),
  known: sorted(known.map((row) => [Number(row.known), row.attempts, row.addresses, row.names])),
  methods: ways.map((row) => [row.method, row.failed, row.abandoned, row.accepted]),
  ports: [ports.length, total(ports, "attempts")],
  conservation: [parts.located, parts.notLocated, parts.private, parts.total],
  countries: sorted(nations.map((row) => [row.code, row.attempts, row.addresses])),
  weeks: [weeks.length, total(weeks, "attempts")],
  change: sorted(change.rows.map((row) => [row.code, row.before, row.recent])),
  cities: [towns.length, total(towns, "attempts"), total(towns, "addresses")],
  states: sorted(ofStates.map((row) => [row.state, row.attempts, row.addresses])),
  stateCities: [stateTowns.length, total(stateTowns, "attempts"), total(stateTowns, "addresses")],
  tried: [tried.length, total(tried, "attempts"), total(tried, "addresses")],
  fresh: fresh.filter((row) => row.fresh > 0).map((row) => [iso(row.from), row.fresh, row.seen]),
  debuts: [newcomers.length, total(newcomers, "attempts")]
};
console.log(JSON.stringify({seconds, numbers}));
