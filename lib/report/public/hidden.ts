import {parseAddress} from "../../geo/address.ts";
import {classify} from "../../geo/special.ts";
import type {Store} from "../../store/database.ts";
import {cryptoPan} from "./cryptopan.ts";
import {isPlainName} from "./plain-name.ts";
import type {Selection} from "./selection.ts";
import {attemptsIn} from "./selection.ts";

/** What a published report shows in place of what a database holds. */
export interface Hiding {
  /** The name that stands for a user name. */
  user(name: string): string;
  /**
   * The text that stands for an address: a pseudonym, `own address`, or for one that is not public `private address`.
   */
  address(text: string): string;
  /** The name that stands for a host, by its id. */
  host(id: number): string;
}

/** The name that stands for every hidden one. */
const others = "others";

/**
 * Returns what a published report shows of a database. A user name is shown when it was tried at least `k` times in one
 * of the selections, is a plain user name ({@link isPlainName}), never logged in, and is not the name of a host; all
 * others become `others`. A public address gets its pseudonym under `key` (32 bytes), which keeps common prefixes. An
 * address that somebody logged in from becomes `own address`. Hosts become `hidden`, or `hidden 1`, `hidden 2`, ….
 */
export function hiding(
  store: Store,
  {key, k, selections}: {key: Uint8Array; k: number; selections: readonly Selection[]}
): Hiding {
  const own = ownOf(store);
  const shown = new Set(selections.flatMap((selection) => namesTried(store, selection, k)));
  const hosts = store.prepare("SELECT id FROM host ORDER BY name").pluck().all() as number[];
  const pseudonym = cryptoPan(key);
  return {
    user: (name) => (shown.has(name) && isPlainName(name) && !own.names.has(name.toLowerCase()) ? name : others),
    address: (text) => (own.addresses.has(text) ? "own address" : addressShown(text, pseudonym)),
    host: (id) => (hosts.length === 1 ? "hidden" : `hidden ${hosts.indexOf(id) + 1}`)
  };
}

/** Returns the names of hosts and of users who logged in, in lower case, and the addresses of these logins. */
export function ownOf(store: Store): {names: Set<string>; addresses: Set<string>} {
  const texts = (sql: string): string[] => store.prepare(sql).pluck().all() as string[];
  const users = texts(`SELECT DISTINCT name FROM attempt JOIN user ON user.id = user ${accepted}`);
  const hosts = texts("SELECT name FROM host WHERE name <> '' UNION SELECT name FROM alias");
  const addresses = texts(
    `SELECT DISTINCT address FROM attempt JOIN origin ON origin.id = origin ${accepted} AND address IS NOT NULL`
  );
  return {names: new Set([...users, ...hosts].map((name) => name.toLowerCase())), addresses: new Set(addresses)};
}

const accepted = "WHERE verdict IN (SELECT id FROM verdict WHERE outcome = 'accepted')";

function namesTried(store: Store, selection: Selection, k: number): string[] {
  const {where, values} = attemptsIn(selection);
  return store
    .prepare(
      `SELECT name FROM attempt JOIN user ON user.id = user WHERE ${where} GROUP BY user HAVING sum(times) >= :k`
    )
    .pluck()
    .all({...values, k}) as string[];
}

function addressShown(text: string, pseudonym: ReturnType<typeof cryptoPan>): string {
  const address = parseAddress(text);
  const kind = classify(address);
  return address && kind === "public" ? addressText(pseudonym(address.bytes)) : `${kind} address`;
}

/** Returns an address of 4 or 16 bytes as text; IPv6 in the form of RFC 5952. */
export function addressText(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({length: 8}, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1); // it shortens as the RFC says
}
