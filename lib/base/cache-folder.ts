import {homedir, platform} from "node:os";
import {isAbsolute, join} from "node:path";

/**
 * Returns the folder of the cache: the one that `KNOCKBOOK_CACHE` names, else `knockbook` in the user's cache folder;
 * null for `KNOCKBOOK_CACHE=off`.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string | null {
  const {KNOCKBOOK_CACHE: named, XDG_CACHE_HOME: xdg} = env;
  if (named === "off") return null;
  if (named) return named;
  if (platform() === "darwin") return join(homedir(), "Library", "Caches", "knockbook");
  // XDG Base Directory Specification
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache"), "knockbook");
}
