import {resolve} from "node:path";

/**
 * Returns the absolute path for one that a user typed. npm runs scripts in the project's folder and keeps the user's
 * folder in INIT_CWD. "-" stays "-".
 */
export function userPath(path: string): string {
  return path === "-" ? path : resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
