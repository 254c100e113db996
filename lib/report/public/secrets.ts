import {parseAddress, prefix} from "../../geo/address.ts";
import type {Geo} from "../../geo/geo.ts";
import type {Store} from "../../store/database.ts";
import {addressText, ownOf, type Hiding} from "./hidden.ts";
import {visibleProse} from "../../base/visible.ts";

/** What a page for publishing must not tell. */
export interface Secrets {
  /** Addresses and the first addresses of their networks, each in the one form of {@link canonical}. */
  readonly addresses: ReadonlySet<string>;
  /** Names of hosts and of users who logged in. */
  readonly own: ReadonlySet<string>;
  /** User names that become `others`, names of client machines in the log, and paths of log files. */
  readonly folded: ReadonlySet<string>;
  /** User names that are shown; a secret may be a part of one. */
  readonly shown: ReadonlySet<string>;
}

/** Returns an address in the form in which addresses are compared; null where the text is not an address. */
export function canonical(text: string): string | null {
  const address = parseAddress(text);
  return address ? addressText(address.bytes) : null;
}

/**
 * Returns the secrets of a database. An address that is also the pseudonym of another address is not one of them, nor
 * is a name that is shown, nor a name that is also that of a place: a page may hold all of these.
 */
export function secretsOf(store: Store, hiding: Hiding, geo: Geo): Secrets {
  const texts = (sql: string): string[] => store.prepare(sql).pluck().all() as string[];
  const addresses = texts("SELECT DISTINCT address FROM origin WHERE address IS NOT NULL");
  const users = texts("SELECT name FROM user");
  const mine = ownOf(store).names;
  const isOwn = (name: string): boolean => mine.has(name.toLowerCase());
  const names = [...users, ...texts("SELECT name FROM host UNION SELECT name FROM alias"), ...mine];
  const shown = new Set(users.map(hiding.user));
  const told = new Set([...shown, ...addresses.flatMap((address) => placeNames(address, geo))]);
  const others = [
    ...users.filter((name) => hiding.user(name) !== name && !isOwn(name)),
    ...texts("SELECT DISTINCT rhost FROM origin WHERE rhost IS NOT NULL"),
    ...texts("SELECT path FROM source")
  ];
  const forms = (some: readonly string[]): Set<string> =>
    new Set(some.flatMap(written).filter((name) => !told.has(name)));
  const own = forms(names.filter(isOwn));
  return {addresses: secretAddresses(addresses, hiding), own, folded: forms(others), shown};
}

function secretAddresses(addresses: readonly string[], hiding: Hiding): Set<string> {
  const pseudonyms = new Set(addresses.flatMap((address) => withNetwork(hiding.address(address))));
  return new Set(addresses.flatMap(withNetwork).filter((address) => !pseudonyms.has(address)));
}

function withNetwork(address: string): string[] {
  return [address, prefix(address)?.replace(/\/.*/, "")].flatMap((text) => (text && canonical(text)) ?? []);
}

function placeNames(address: string, geo: Geo): string[] {
  const {country, countryName, region, city} = geo.locate(address);
  const names = [country, countryName, region, city, geo.network(address)?.name].filter(
    (name) => typeof name === "string"
  );
  return names.flatMap((name) => [name, ...name.split(/[\s,.()/]+/)]);
}

const cutAt = 30; // long names are shown cut

/** Returns the forms in which a name may be written: as it is, made visible, cut, with a capital. */
function written(name: string): string[] {
  const start = Array.from(name).slice(0, cutAt).join("");
  const forms = [name, visibleProse(name), ...(start === name ? [] : [start, visibleProse(start)])];
  return [...forms, ...forms.map((form) => form.charAt(0).toUpperCase() + form.slice(1))];
}
