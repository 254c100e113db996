import type {Installation} from "../base/installation.ts";

const attemptsPath = "/var/lib/knockbook/attempts.sqlite";

/**
 * The Pi's package: a command of its own, and one database. It stands in for lib/base/installation.ts in the bundle.
 */
export const installation: Installation = {
  call: "knockbook",
  firstRun: "knockbook ingest",
  attemptsPath,
  attemptsName: attemptsPath,
  defaultName: `KNOCKBOOK_DB, or ${attemptsPath}`,
  defaultDatabase: () => process.env.KNOCKBOOK_DB || attemptsPath,
  statusFormat: "",
  statusExample: "--json"
};
