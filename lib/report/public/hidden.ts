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
  /** The text that stands for an address; `private address` and such for one that is not public. */
  address(text: string): string;
  /** The name that stands for a host, by its id. */
  host(id: number): string;
}

/** What all names that are hidden become. */
export const others = "others";

/**
 * Returns what to show of a database: names that were tried at least `k` times in one of the selections, look like a
 * plain user name, and are neither one that logged in nor that of a host; prefix-preserving pseudonyms of public
 * addresses, but not of those that somebody logged in from.
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

/** The names of hosts and of users who logged in, in lower case, and the addresses that they came from. */
export function ownOf(store: Store): {names: Set<string>; addresses: Set<string>} {
  const texts = (sql: string): string[] => store.prepare(sql).pluck().all() as string[];
  const users = texts(`SELECT DISTINCT name FROM attempt JOIN user ON user.id = user ${accepted}`);
  const hosts = texts("SELECT name FROM host WHERE name <> ''");
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

/** Returns an address as text; IPv6 in the form of RFC 5952. */
export function addressText(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({length: 8}, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1); // it shortens as the RFC says
}
