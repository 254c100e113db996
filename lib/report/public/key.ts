import {randomBytes} from "node:crypto";
import {mkdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {homedir} from "node:os";
import {dirname, join} from "node:path";

const bytes = 32;

/** Returns where the key of pseudonyms is kept: in the user's own configuration, not in the project. */
export function keyPath(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "knockbook", "pseudonyms.key");
}

/**
 * Returns the key of this user's pseudonyms; makes one if there is none. Who has it can turn pseudonyms back into
 * addresses, so the file is the user's alone. Throws when others may read it, or when it holds no key.
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
