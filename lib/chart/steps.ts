import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, NAME_GAP, FONT, sized} from "./parts/layout.ts";
import {tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {fit, roomFor, userName} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {counted, sentences, share} from "../base/words.ts";
import type {Step} from "../rows/name-lists.ts";
import type {ShownName} from "../rows/names.ts";

const LINE = 15; // px of a name
const STEP = 28; // px of a place, at most
const HEIGHT = {narrow: 270, wide: 330}; // px, at most
const LABELS = {narrow: 104, wide: 140}; // px, at most
const LAST = 6; // px that the last point stands out
const TICK = 60; // px of the axis for each label

/**
 * Returns a line for each address that goes through a list of names. To the right stand the different names that the
 * address tried, from top to bottom their places in the list. The line of an address that follows the list goes down;
 * parallel lines follow it from different places on. The rows of an address stand in its order.
 */
export function steps(
  rows: readonly Step[],
  {list, ...options}: ChartOptions & {list: readonly Pick<ShownName, "user">[]}
): Spec {
  if (rows.length === 0) return sentence("No list of names that addresses go through was found.", options);
  const {width = WIDTH} = options;
  const last = Math.max(...rows.map(({place}) => place));
  const height = Math.min(sized(HEIGHT, width), STEP * last);
  const labels = labelsOf(list.slice(0, last), height);
  const room = roomFor(
    labels.map(({label}) => label),
    sized(LABELS, width)
  );
  const shown = labels.map(({place, label}) => ({place, label: fit(label, room - NAME_GAP, FONT.small)}));
  const inner = width - room - PADDING - LAST;
  const x = {field: "step", type: "quantitative", title: null, axis: axis(inner)};
  return chart(
    {
      width: inner,
      height,
      layer: [lines(rows, list, {x, y: y(last)}), ...rungs(shown, y(last))]
    },
    {title: finding(rows, list.length), subtitle: subtitle(rows, options), ...options}
  );
}

const y = (last: number): Spec => ({
  field: "place",
  type: "quantitative",
  title: null,
  axis: null,
  scale: {domain: [1, Math.max(2, last)], nice: false, zero: false, reverse: true}
});

const axis = (width: number): Spec => ({
  grid: false,
  tickCount: Math.max(2, Math.floor(width / TICK)),
  labelBound: true,
  labelExpr: "datum.value < 1 || datum.value % 1 != 0 ? '' : format(datum.value, ',') + '.'"
});

/**
 * Returns the names that stand beside the lines: the first, and as many others at equal distances as the height holds.
 */
function labelsOf(list: readonly Pick<ShownName, "user">[], height: number): {place: number; label: string}[] {
  const every = Math.ceil((LINE * list.length) / height);
  return list
    .map((name, i) => ({place: i + 1, label: `${i + 1}. ${userName(name.user, 40)}`}))
    .filter((_, i) => i % every === 0);
}

function lines(rows: readonly Step[], list: readonly Pick<ShownName, "user">[], {x, y}: {x: Spec; y: Spec}): Spec {
  const values = rows.map((row) => ({...row, name: userName(list[row.place - 1].user, 60)}));
  const hover = {param: "address", empty: false};
  return {
    data: {values},
    layer: [
      {
        name: "walks",
        mark: {type: "line", color: colors.addresses, aria: false, tooltip: null},
        encoding: {
          x,
          y,
          detail: {field: "address", type: "nominal"},
          order: {field: "step", type: "quantitative"},
          size: {condition: {...hover, value: 2.6}, value: 1.4}, // of a line this is its width
          opacity: {condition: {...hover, value: 1}, value: 0.75}
        }
      },
      {
        name: "steps",
        params: [{name: "address", select: {type: "point", fields: ["address"], on: "mouseover", clear: "mouseout"}}],
        mark: {type: "point", filled: true, color: colors.addresses, opacity: 1, aria: false},
        encoding: {
          x,
          y,
          size: {condition: {...hover, value: 40}, value: 12},
          tooltip: tooltip(
            ["name", "user name"],
            ["address", "address"],
            ["step", "name of this address, the", ","],
            ["place", "place in the list", ","]
          )
        }
      }
    ]
  };
}

/** Returns the layers of the names beside their places, and of a fine line from each. */
function rungs(labels: readonly {place: number; label: string}[], y: Spec): Spec[] {
  return [
    {
      name: "rungs",
      data: {values: labels},
      mark: {type: "rule", strokeOpacity: 0.2, aria: false, tooltip: null},
      encoding: {x: {value: 0}, x2: {value: "width"}, y}
    },
    {
      name: "names",
      data: {values: labels},
      mark: {type: "text", align: "right", x: -7, tooltip: null},
      encoding: {y, text: {field: "label", type: "nominal"}}
    }
  ];
}

function finding(rows: readonly Step[], names: number): string {
  const walks = [...Map.groupBy(rows, ({address}) => address).values()];
  const down = sum(walks, (walk) => walk.filter(({place}, i) => i > 0 && place > walk[i - 1].place).length);
  const all = rows.length - walks.length;
  const who = `${counted(walks.length, "address goes", "addresses go")} through one list of ${counted(names, "name")}`;
  return all > 0 ? `${who}: ${share(down, all)} of their steps lead down it` : who;
}

function subtitle(rows: readonly Step[], options: ChartOptions): string {
  const last = Math.max(...rows.map(({place}) => place));
  return sentences(
    "To the right: the names that an address tried, in the order of the first tries; from above: their places in the list",
    `A line is an address, a point a name of the first ${last}; in a random order half of the steps would lead down`,
    provenance(options)
  );
}
