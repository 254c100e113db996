/** The schema of a database, which stands in the file of its newest version. */
export {schema, schemaVersion, versionOf} from "./migrations/migrate.ts";

/** The `application_id` of a knockbook database: "knck". */
export const applicationId = 0x6b6e636b;

/** The outcomes of an attempt, as the view `attempts` names them. */
export const outcomes = ["failed", "accepted", "abandoned", "probe"] as const;
