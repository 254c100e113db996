// Makes the tables of the notebooks with knockbook: tables-knockbook.mjs DATABASE. Prints the seconds of each, and some
// of the numbers, as JSON in the form of tables.py. It imports what is compiled, as a notebook does.
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
import {openLog} from "knockbook/ask/open";
import {refused} from "knockbook/ask/question/where";
import {openGeo} from "knockbook/geo/geo";

const seconds = [];
const timed = async (table, make) => {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const made = await make();
  const [wallMs, {user, system}] = [performance.now() - wall, process.cpuUsage(cpu)];
  seconds.push({table, wallSeconds: wallMs / 1e3, cpuSeconds: (user + system) / 1e6});
  return made;
};

const log = await timed("load", () => openLog(process.argv[2]));
const geo = await openGeo([]);
const located = await timed("locate", () => log.withPlaces(geo));

const outcomes = await timed("outcomes", () => log.tally(["outcome"], {measures: ["attempts", "addresses", "names"]}));
const sum = await timed("totals", () => totals(log));
const perDay = await timed("attempts per day and outcome", () => attemptsPerDay(log));
const hours = await timed("hour × weekday", () => weekHours(log));
const top = await timed("top names with addresses", () => topNames(log));
const known = await timed("known names", () => accounts(log));
const ways = await timed("methods", () => methods(log));
const ports = await timed("source ports", () => sourcePorts(log));
const parts = await timed("conservation", () => conservation(located));
const nations = await timed("countries with addresses", () => countries(located));
const weeks = await timed("country weeks", () => countryWeeks(located));
const change = await timed("change of countries", () => countryChange(located));
const towns = await timed("cities", () => cities(located));
await timed("conservation of cities", () => conservation(located, {drawn: "latitude"}));
const ofStates = await timed("states", () => states(located));
const stateTowns = await timed("cities of the states", () => stateCities(located));
await timed("conservation of states", () => stateConservation(located));
await timed("outside the contiguous 48", () => outsideContiguous(located));
const named = log.where({...refused(), user: {not: null}});
const tried = await timed("all names with addresses", () =>
  named.tally(["user"], {measures: ["attempts", "addresses"]})
);
const fresh = await timed("new names", () => newNames(log));
const newcomers = await timed("debuts", () => debuts(log));
const lists = await timed("dictionaries", () => dictionaries(log));
await timed("steps", () => steps(log, {members: lists.dictionaries[0]?.members ?? []}));
await timed("suspects", () => suspects(log));

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
