import {prefix} from "../../geo/address.ts";
import type {Geo} from "../../geo/geo.ts";
import {mergeSpans, type Span} from "../../store/status/about.ts";
import type {Store} from "../../store/database.ts";
import type {Hiding} from "../public/hidden.ts";
import {attemptsIn, type Selection} from "./selection.ts";
import {daySeconds} from "../../base/time.ts";

/** The refused attempts of a selection, by what they have in common. */
export interface Tallies {
  /** Time that the log covers, in days. */
  readonly days: number;
  readonly attempts: number;
  readonly accepted: number;
  /** Distinct addresses, as far as they may be told apart. */
  readonly addresses: number;
  readonly countries: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, number>;
  readonly networks: ReadonlyMap<string, number>;
}

/** Returns the refused attempts of a selection; what is hidden has its stand-ins. */
export function tallies(store: Store, selection: Selection, geo: Geo, hiding: Hiding | null): Tallies {
  const {where, values} = attemptsIn(selection);
  const refused = `${where} AND attempt.verdict IN (SELECT id FROM verdict WHERE outcome IN ('failed', 'abandoned'))`;
  const accepted = `${where} AND attempt.verdict IN (SELECT id FROM verdict WHERE outcome = 'accepted')`;
  const sum = (condition: string): number =>
    Number(store.prepare(`SELECT ifnull(sum(times), 0) FROM attempt WHERE ${condition}`).pluck().get(values));
  const by = (table: string, column: string): [string, number][] =>
    store
      .prepare(
        `SELECT ${column}, sum(times) FROM attempt JOIN ${table} ON ${table}.id = ${table}
         WHERE ${refused} AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY ${column}`
      )
      .raw()
      .all(values) as [string, number][];
  const addresses = by("origin", "address");
  const shown = addresses.map(([address, n]): [string, number] => [hiding?.address(address) ?? address, n]);
  const countries = addresses.map(([address, n], i): [string | null, number] => [
    prefix(shown[i]![0]) === null ? null : geo.locate(address).countryName, // an own address is not to be found
    n
  ]);
  return {
    days: daysOfLog(store, selection),
    attempts: sum(refused),
    accepted: sum(accepted),
    addresses: new Set(shown.map(([address]) => address)).size,
    countries: added(countries),
    names: added(by("user", "name").map(([name, n]) => [hiding?.user(name) ?? name, n])),
    networks: added(shown.map(([address, n]) => [prefix(address), n]))
  };
}

function added(counts: readonly (readonly [name: string | null, n: number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, n] of counts) if (name !== null) sums.set(name, (sums.get(name) ?? 0) + n);
  return sums;
}

function daysOfLog(store: Store, {period, hosts}: Selection): number {
  const sql = `SELECT first AS "from", last AS "to" FROM coverage WHERE host IN (${hosts.join()}) ORDER BY first`;
  const spans = mergeSpans(store.prepare(sql).all() as Span[]);
  const {from, to} = period ?? {from: -Infinity, to: Infinity};
  return (
    spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0) / daySeconds
  );
}
