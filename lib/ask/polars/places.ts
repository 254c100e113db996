import pl from "nodejs-polars";
import {prefix} from "../../geo/address.ts";
import type {Geo} from "../../geo/geo.ts";
import type {Network} from "../../geo/network.ts";
import type {Place} from "../../geo/place.ts";
import {captionOf} from "../../geo/source.ts";
import {usState} from "../../geo/states.ts";

type Column<Item, Value> = readonly [name: string, value: (item: Item) => Value | null];

const placeTexts: readonly Column<Place, string>[] = [
  ["country", (place) => place.country],
  ["countryName", (place) => place.countryName],
  ["region", (place) => place.region],
  ["state", usState],
  ["city", (place) => place.city],
  ["precision", (place) => place.precision],
  ["addressClass", (place) => place.addressClass],
  ["source", (place) => place.source && captionOf(place.source)]
];

const placeNumbers: readonly Column<Place, number>[] = [
  ["latitude", (place) => place.latitude],
  ["longitude", (place) => place.longitude],
  ["accuracyRadiusKm", (place) => place.accuracyRadiusKm]
];

/**
 * Returns a row for each address, in their order: the columns of its place and its network that `locate` describes.
 * Each address is looked up once, and the columns of a place are made once for all addresses in it.
 */
export function addressTable(addresses: readonly string[], geo: Geo): pl.DataFrame {
  const numbers = new Map<Place, number>();
  const placeOf = Int32Array.from(addresses, (address) => numberOf(geo.locate(address), numbers));
  const places = placeTable([...numbers.keys()]).select(pl.all().gather(pl.Series("place", placeOf, pl.Int32)));
  const systems = addresses.map((address) => geo.network(address));
  return places.withColumns(texts("network", addresses.map(prefix)), ...systemColumns(systems));
}

function numberOf(place: Place, numbers: Map<Place, number>): number {
  const known = numbers.get(place);
  if (known !== undefined) return known;
  numbers.set(place, numbers.size);
  return numbers.size - 1;
}

function systemColumns(systems: readonly (Network | null)[]): pl.Series[] {
  const asn = systems.map((system) => system?.asn ?? null);
  const names = systems.map((system) => system?.name ?? null);
  return [pl.Series("asn", asn, pl.UInt32), texts("asName", names)];
}

function placeTable(places: readonly Place[]): pl.DataFrame {
  return pl.DataFrame([
    ...placeTexts.map(([name, value]) => texts(name, places.map(value))),
    ...placeNumbers.map(([name, value]) => pl.Series(name, places.map(value), pl.Float64))
  ]);
}

function texts(name: string, values: readonly (string | null)[]): pl.Series {
  return pl.Series(name, [...values], pl.Utf8);
}
