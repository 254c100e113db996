// Loads attempts with knockbook and tallies them: load-knockbook.mjs DATABASE. Prints what was counted as JSON, in the
// form of load.py. It imports what is compiled, as a notebook does.
import {openLog} from "knockbook/ask/open";

const log = await openLog(process.argv[2]);
const days = await log.tally(["day", "outcome"]);
const hours = await log.tally(["weekday", "hour"]);
const named = log.where({user: {not: null}});
const names = await named.tally(["user"], {top: 20, measures: ["attempts", "addresses"]});

const inOrder = (a, b) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? -1 : 1);
console.log(
  JSON.stringify({
    rows: (await log.frame({columns: ["times"]})).height,
    days: days
      .map(({day, outcome, attempts}) => [new Date(day).toISOString().slice(0, 10), outcome, attempts])
      .sort(inOrder),
    hours: hours.map(({weekday, hour, attempts}) => [weekday, hour, attempts]).sort(inOrder),
    names: names.map(({user, attempts, addresses}) => [user, attempts, addresses])
  })
);
