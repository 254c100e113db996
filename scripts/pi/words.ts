/** What the sources say of the project, and what is said on the Pi instead; of several that fit, the first. */
export const wordsOnThePi: ReadonlyMap<string, string> = new Map([
  ["run npm start first", "run knockbook ingest first"],
  ["npm run knockbook -- status --db data/demo.sqlite", "knockbook status --json"],
  ["npm run knockbook -- ", "knockbook "],
  ["KNOCKBOOK_DB, data/attempts.sqlite, or data/demo.sqlite", "KNOCKBOOK_DB, or /var/lib/knockbook/attempts.sqlite"],
  ['"data/attempts.sqlite"', '"/var/lib/knockbook/attempts.sqlite"'],
  ["as JSON, for other programs; data/README.md describes it", "as JSON, for other programs"]
]);
