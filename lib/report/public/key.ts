import {randomBytes} from "node:crypto";
import {mkdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {homedir} from "node:os";
import {dirname, join} from "node:path";

const bytes = 32;

/** Returns the path of the file that holds the key of pseudonyms, in the configuration folder of the user. */
export function keyPath(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "knockbook", "pseudonyms.key");
}

/**
 * Returns the key of this user's pseudonyms, 32 bytes, from the file at `path`. Writes a new random key when there is
 * no file. The key turns pseudonyms back into addresses, so only the user may read the file. Throws when others may
 * read it, or when it holds no key.
 */
export function readKey(path = keyPath()): Buffer {
  if (!statSync(path, {throwIfNoEntry: false})) makeKey(path);
  if (statSync(path).mode & 0o077) throw new Error(`others may read ${path}; run chmod 600 on it`);
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
  if (key.length !== bytes)
    throw new Error(`no key of ${bytes} bytes in ${path}; move the file away, and a new one is made`);
  return key;
}

function makeKey(path: string): void {
  mkdirSync(dirname(path), {recursive: true, mode: 0o700});
  try {
    writeFileSync(path, `${randomBytes(bytes).toString("hex")}\n`, {mode: 0o600, flag: "wx", flush: true});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another run was first
  }
}
