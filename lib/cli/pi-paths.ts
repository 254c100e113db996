/** Where the Pi keeps its attempts. In its package this file stands in for lib/store/paths.ts: there is no project. */
export const attemptsPath = "/var/lib/knockbook/attempts.sqlite";

/** Returns the database that is read when none is named: `KNOCKBOOK_DB`, else the Pi's own. */
export function defaultDatabase(): string {
  return process.env.KNOCKBOOK_DB || attemptsPath;
}
