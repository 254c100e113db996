import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, narrow, sized} from "./parts/layout.ts";
import {tooltip, valueMark} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {colors} from "./parts/theme.ts";
import {bins, ephemeralShare, finding, standingOut} from "./ports/bins.ts";
import {DENSITY_LABELS, densityView} from "./ports/density.ts";
import {sum} from "../base/sum.ts";
import {count, sentences} from "../base/words.ts";
import type {Port} from "../rows/ports.ts";

const LABELS = 60; // px of the ports beside their bars
const NUMBERS = {narrow: 68, wide: 66}; // px behind the bars
const STEP = 22; // px of a row
const THICKNESS = 0.62; // of a bar, in parts of its row
const EDGE = 20; // px that the last label of the axis stands out, and the padding
const SPACING = {narrow: 40, wide: 24}; // px between the views
const PARTS = {density: 0.62, most: 0.38}; // of the width
const MOST = 10; // ports

/**
 * Returns the density of source ports on two log axes, beside the ten ports used most. A port stands out (a diamond)
 * when it has at least twenty attempts, a thousandth of all attempts, and ten times the median of the ports in its bin;
 * the density of the bin leaves it out. Twenty, because one connection makes up to six (MaxAuthTries in
 * sshd_config(5)). Rows outside 1–65535 are not drawn; the caption counts them.
 */
export function ports(rows: readonly Port[], options: ChartOptions = {}): Spec {
  const valid = rows.filter(({port, attempts}) => port >= 1 && port <= 65535 && attempts > 0);
  if (valid.length === 0) return sentence("No attempt was logged with a source port.", options);
  const {width = WIDTH} = options;
  const fixed = standingOut(valid);
  const total = sum(valid, (row) => row.attempts);
  const busiest = valid.reduce((a, b) => (b.attempts > a.attempts ? b : a));
  const inner = width - DENSITY_LABELS - PADDING;
  const density = densityView(bins(valid, fixed), fixed, {
    width: narrow(width) ? width - LABELS - EDGE : Math.round(PARTS.density * inner),
    notes: notes(valid, {fixed, total, left: sum(rows, (row) => row.attempts) - total})
  });
  const most = mostUsed(
    valid,
    fixed,
    narrow(width)
      ? width - LABELS - NUMBERS.narrow - PADDING
      : Math.round(PARTS.most * inner) - SPACING.wide - LABELS - NUMBERS.wide
  );
  return chart(
    {
      [narrow(width) ? "vconcat" : "hconcat"]: [density, most],
      spacing: sized(SPACING, width),
      resolve: {scale: {x: "independent", y: "independent"}}
    },
    {
      title: finding(valid, fixed, total),
      subtitle: sentences(
        `Port on the client’s side, as sshd logs it (“port ${busiest.port} ssh2”), not the port that was knocked on`,
        "An ordinary client takes a free one from its system’s ephemeral range (shaded), so one that stands out is likely fixed by a program",
        `${count(valid.length)} different ports seen; ${narrow(width) ? "below" : "right"}: the ${valid.length > MOST ? "ten most used" : "ports by use"}`,
        provenance(options)
      ),
      ...options
    }
  );
}

function notes(
  rows: readonly Port[],
  {fixed, total, left}: {fixed: readonly Port[]; total: number; left: number}
): string[] {
  return [
    ...(fixed.length > 0 ? [ephemeralShare(rows, total)] : []),
    ...(left > 0 ? [`${count(left)} attempts without a valid port not drawn`] : [])
  ];
}

function mostUsed(rows: readonly Port[], fixed: readonly Port[], width: number): Spec {
  const top = rows.toSorted((a, b) => b.attempts - a.attempts).slice(0, MOST);
  const values = top.map((row) => {
    const standsOut = fixed.includes(row);
    return {...row, standsOut, label: `${standsOut ? "◆ " : ""}${row.port}`};
  });
  return {
    width,
    height: {step: STEP},
    data: {values},
    encoding: {
      y: {
        field: "label",
        type: "nominal",
        sort: null,
        title: null,
        axis: {minExtent: LABELS, maxExtent: LABELS, labelFontSize: 12}
      },
      x: {field: "attempts", type: "quantitative", title: null, axis: null}
    },
    layer: [
      {
        name: "bars",
        mark: {type: "bar", height: {band: THICKNESS}},
        encoding: {
          color: {condition: {test: "datum.standsOut", value: colors.accepted}, value: colors.attempts},
          tooltip: tooltip(["port", "client port", "d"], ["attempts", "attempts", ","])
        }
      },
      {
        mark: valueMark,
        encoding: {text: {field: "attempts", type: "quantitative", format: ","}}
      }
    ]
  };
}
