import assert from "node:assert/strict";
import {test} from "node:test";

import iso from "i18n-iso-countries";
import * as vega from "vega";
import {compile} from "vega-lite";

import {cities} from "../../lib/chart/cities.ts";
import {insets} from "../../lib/chart/insets.ts";
import type {Inset} from "../../lib/chart/insets.ts";
import {labels, type Spot} from "../../lib/chart/map/labels.ts";
import {equalEarth, fitted, outline, upright} from "../../lib/chart/map/projection.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {states} from "../../lib/chart/states.ts";
import {textWidth} from "../../lib/chart/parts/widths.ts";
import {world} from "../../lib/chart/world.ts";
import {loadTopology} from "../../lib/notebook/assets.ts";
import {draw, engines} from "./engines.ts";
import type {Place} from "../../lib/rows/places.ts";

// The maps: nothing is lost on them, and every place stands where it is.

const place = (name: string, latitude: number, longitude: number, attempts = 10, rest: Partial<Place> = {}): Place => ({
  place: name,
  country: "Somewhere",
  latitude,
  longitude,
  attempts,
  addresses: 2,
  precision: "city",
  ...rest
});

const codes = ["AK", "HI", "DC", "PR", "GU", "VI", "AS", "MP"];
const topologies = Object.fromEntries(codes.map((code) => [code, loadTopology(code.toLowerCase())]));

/** Towns of every state and territory off the mainland; Alaska's lie on both sides of 180°. */
const towns: Record<string, Place[]> = {
  AK: [
    place("Attu Station", 52.9, 173.2),
    place("Shemya", 52.72, 174.1),
    place("Adak", 51.88, -176.65),
    place("Unalaska", 53.87, -166.53),
    place("Anchorage", 61.2, -149.9, 90),
    place("Juneau", 58.3, -134.42, 40),
    place("Utqiagvik", 71.29, -156.79)
  ],
  HI: [place("Lihue", 21.98, -159.37), place("Honolulu", 21.31, -157.86, 50), place("Hilo", 19.72, -155.09)],
  DC: [place("Georgetown", 38.9097, -77.0654), place("Washington", 38.9072, -77.0369, 50)],
  PR: [place("Mayagüez", 18.2, -67.14), place("San Juan", 18.47, -66.11, 50), place("Culebra", 18.3, -65.3)],
  GU: [place("Hagåtña", 13.47, 144.75), place("Dededo", 13.52, 144.84)],
  VI: [place("Charlotte Amalie", 18.34, -64.93), place("Christiansted", 17.75, -64.7)],
  AS: [place("Pago Pago", -14.28, -170.7), place("Ta‘ū", -14.23, -169.5)],
  MP: [place("Rota", 14.15, 145.2), place("Saipan", 15.19, 145.75)]
};
const everywhere: Inset[] = codes.map((code) => ({code, name: code, places: towns[code]!}));

interface Item {
  readonly name?: string;
  readonly items?: readonly Item[];
  readonly x?: number;
  readonly y?: number;
  readonly fill?: string;
  readonly datum?: {readonly place?: string; readonly code?: string};
}

/** Returns the marks of a name that vega draws, with its signals set. */
async function marksOf(spec: Spec, name: string, signals: Record<string, unknown> = {}): Promise<Item[]> {
  const view = new vega.View(vega.parse(compile(spec as never).spec), {renderer: "none"});
  for (const [signal, value] of Object.entries(signals)) view.signal(signal, value);
  await view.runAsync();
  const all = (item: Item): Item[] =>
    item.name === `${name}_marks` ? [...(item.items ?? [])] : (item.items ?? []).flatMap(all);
  return all((view.scenegraph() as unknown as {root: Item}).root);
}

for (const code of codes)
  test(`the places of ${code} stand on its map from west to east, each where vega puts it`, async () => {
    const spec = insets([everywhere.find((inset) => inset.code === code)!], {topologies});
    const [{width, height}] = (spec.vconcat as {hconcat: {width: number; height: number}[]}[])[0]!.hconcat as [
      {width: number; height: number}
    ];
    const points = towns[code]!.map(({longitude, latitude}) => [longitude, latitude] as const);
    const pointOf = fitted(upright(topologies[code]!.bbox!), [...outline(topologies[code]!), ...points], {
      width,
      height
    });
    const circles = new Map((await marksOf(spec, `circles_${code}`)).map((item) => [item.datum!.place, item]));
    assert.equal(circles.size, towns[code]!.length);
    let west = -1;
    for (const {place, longitude, latitude} of towns[code]!.filter(({place}) => place !== "Utqiagvik")) {
      const {x, y} = circles.get(place)!;
      const [expectedX, expectedY] = pointOf([longitude, latitude]);
      assert.ok(Math.hypot(x! - expectedX, y! - expectedY) < 2, `${place}: ${x}, ${y} for ${expectedX}, ${expectedY}`);
      assert.ok(x! > west && x! >= 0 && x! <= width && y! >= 0 && y! <= height, place);
      west = x!;
    }
  });

test("every state and territory off the mainland has its map, at both widths, in both engines", async () => {
  for (const width of [760, 358])
    for (const engine of engines) {
      const {marks} = await draw(insets(everywhere, {topologies, width}), engine);
      for (const code of codes) assert.equal(marks.get(`circles_${code}`), towns[code]!.length, code);
    }
});

test("a place known no finer than its territory is a square in its middle, not a city", async () => {
  const known = place("Guam", 13.4443, 144.7937, 8, {precision: "country"});
  const spec = insets([{code: "GU", name: "Guam", places: [known]}], {topologies});
  assert.equal((await marksOf(spec, "squares_GU")).length, 1);
  assert.equal((await marksOf(spec, "circles_GU")).length, 0);
  assert.match(JSON.stringify(spec), /8 attempts, 1 place".*city unknown\u00a08/);
  assert.match(String(spec.description), /Hollow square: no city known/);
});

test("places outside of their territory's frame are counted", () => {
  const spec = insets([{code: "MP", name: "MP", places: [...towns.MP!, place("Pagan", 18.1, 145.76, 7)]}], {
    topologies
  });
  assert.match(JSON.stringify(spec), /27 attempts, 2 places; 7 without a place on the map/);
});

test("every country of ISO 3166 is seen on the world: as a circle, or with more than three px²", async () => {
  const rows = Object.keys(iso.getAlpha2Codes()).map((code) => ({
    code,
    name: code,
    attempts: 5,
    addresses: 1
  }));
  const topology = loadTopology("world");
  const spec = world(rows, {topology});
  const circles = (await marksOf(spec, "circles")).map(({datum}) => datum!.code!);
  const areas = (await marksOf(spec, "areas")) as (Item & {bounds: vega.Bounds; datum: {id: string}})[];
  const seen = new Set([
    ...circles,
    ...areas.filter(({bounds}) => bounds.width() * bounds.height() > 3).map(({datum}) => datum.id)
  ]);
  assert.deepEqual(
    rows.map(({code}) => code).filter((code) => !seen.has(code)),
    ["AQ"]
  );
  assert.deepEqual(circles.toSorted(), Object.keys(topology.points!).toSorted());
  assert.match(JSON.stringify(spec), /1\u202f245 on the map \+ 5 without a place on it = 1\u202f250 attempts/);
});

test("a town on the world stands where vega puts it", async () => {
  const rows = [
    ["Lima", -12, -77],
    ["Nome", 64.5, -165.4],
    ["Suva", -18.1, 178.4],
    ["Oslo", 59.9, 10.7],
    ["Anadyr", 64.7, 177.5]
  ] as const;
  const places = rows.map(([name, latitude, longitude]) => place(name, latitude, longitude));
  const topology = loadTopology("world");
  const spec = cities(places, {topology});
  const size = spec as unknown as {width: number; height: number};
  const points = places.map(({longitude, latitude}) => [longitude, latitude] as const);
  const pointOf = fitted(equalEarth, [...outline(topology), ...points], size);
  for (const {x, y, datum} of await marksOf(spec, "circles")) {
    const {longitude, latitude} = places.find((row) => row.place === datum!.place)!;
    const [expectedX, expectedY] = pointOf([longitude, latitude]);
    assert.ok(
      Math.hypot(x! - expectedX, y! - expectedY) < 2,
      `${datum!.place}: ${x}, ${y} for ${expectedX}, ${expectedY}`
    );
  }
});

test("a city beyond the thousandth is counted with its attempts, its radius is told", () => {
  const many = Array.from({length: 1003}, (_, i) =>
    place(`Town ${i}`, (i % 100) - 40, i % 180, 2000 - i, {accuracyRadiusKm: 50})
  );
  const spec = JSON.stringify(cities(many, {topology: loadTopology("world")}));
  assert.match(spec, /3 places with 2\u202f997 attempts not drawn/);
  assert.match(spec, /"known":"city, within 50 km"/);
});

test("names on a map stay inside of it and clear of each other, of larger bubbles too", () => {
  const places = Array.from({length: 60}, (_, i) => place(`Town ${i}`, 0, 0, 60 - i));
  const spots = new Map(
    places.map((row, i) => [row, {point: [(i * 37) % 300, (i * 53) % 200] as const, radius: 12 - i / 6}])
  );
  const names = labels(places, (row) => spots.get(row)!, {n: 12, width: 300, height: 200});
  assert.ok(names.length >= 6 && names.length <= 12, String(names.length));
  const boxes = names.map(({text, align, dx, dy}) => {
    const {
      point: [x, y]
    } = spots.get(places.find((row) => row.place === text)!)!;
    const width = textWidth(text, 11);
    const left = x + dx - {left: 0, center: width / 2, right: width}[align];
    return {text, left, right: left + width, top: y + dy - 5.5, bottom: y + dy + 5.5};
  });
  for (const [i, box] of boxes.entries()) {
    assert.ok(box.left >= 0 && box.right <= 300 && box.top >= 0 && box.bottom <= 200, box.text);
    for (const other of boxes.slice(i + 1))
      assert.ok(
        box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top,
        `${box.text}, ${other.text}`
      );
    for (const [
      row,
      {
        point: [x, y],
        radius
      }
    ] of [...spots].slice(0, 48))
      if (row.place !== box.text && box.text !== "Town 0")
        assert.ok(
          box.right <= x - radius || x + radius <= box.left || box.bottom <= y - radius || y + radius <= box.top,
          `${box.text} on ${row.place}`
        );
  }
});

test("the largest place has its name though bubbles are all around it", () => {
  const ring = Array.from({length: 24}, (_, i) => [150 + 24 * Math.cos(i / 4), 100 + 24 * Math.sin(i / 4)] as const);
  const points = [[150, 100] as const, ...ring];
  const places = points.map((_, i) => place(`Town ${i}`, 0, 0, 60 - i));
  const spotOf = (row: Place): Spot => ({point: points[places.indexOf(row)]!, radius: 12});
  const [first] = labels(places, spotOf, {n: 6, width: 300, height: 200});
  assert.equal(first?.text, "Town 0");
});

test("states and places without a finer place are squares, and the whole country is one", async () => {
  const rows = [{state: "CA", name: "California", attempts: 900, addresses: 4}];
  const places = [
    place("Los Angeles", 34, -118.2, 500),
    place("California", 36.78, -119.42, 400, {precision: "region"}),
    place("United States", 39.8, -98.6, 77, {precision: "country"})
  ];
  const conservation = {located: 900, notLocated: 3, private: 0, notDrawn: 77, total: 980};
  const spec = states(rows, {topology: loadTopology("states"), places, conservation});
  assert.equal((await marksOf(spec, "squares")).length, 2);
  assert.match(
    JSON.stringify(spec),
    /900 on the map \+ 77 in no known state \+ 3 not located \+ 0 private = 980 attempts/
  );
});

for (const [name, spec, control] of [
  [
    "world",
    world(
      [
        {code: "CN", name: "China", attempts: 9000, addresses: 2},
        {code: "US", name: "US", attempts: 30, addresses: 800}
      ],
      {topology: loadTopology("world")}
    ),
    "world_counts"
  ],
  [
    "states",
    states(
      [
        {state: "CA", name: "California", attempts: 9000, addresses: 2},
        {state: "TX", name: "Texas", attempts: 30, addresses: 800}
      ],
      {topology: loadTopology("states")}
    ),
    "states_count"
  ]
] as const)
  test(`the scale of the ${name} ends at the most of what is counted, on a log scale`, async () => {
    const fills = async (value: string): Promise<(string | undefined)[]> =>
      (await marksOf(spec, "areas", {[control]: value})).map(({fill}) => fill).toSorted();
    const [attempts, addresses] = [await fills("attempts"), await fills("addresses")];
    const end = "rgb(230, 70, 53)";
    for (const both of [attempts, addresses]) assert.equal(both.filter((fill) => fill === end).length, 1, both.join());
    assert.notDeepEqual(attempts, addresses);
    // 30 of 9000 is at log 30 / log 9000 = 0.374 of the ramp, between its first colour and its middle
    assert.match(
      attempts.find((fill) => fill !== end)!,
      /^rgba\(232, 126, 45, 0\.41/
    );
  });
