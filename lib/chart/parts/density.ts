import {EPHEMERAL} from "./bins.ts";
import type {Bin} from "./bins.ts";
import {caption, tooltip} from "./spec.ts";
import type {Spec} from "./spec.ts";
import {colors} from "./theme.ts";
import type {Port} from "../../rows/ports.ts";

const HEIGHT = 250;

/** The px left of the view that its labels take. */
export const DENSITY_LABELS = 40;

/**
 * Ranges that a client's system takes source ports from: IANA's dynamic ports (RFC 6335, section 6), which are the
 * default of Windows since Vista (Microsoft's KB 929851, which also names the older 1025–5000, as BSD had it) and of macOS
 * (net.inet.ip.portrange.first); of Linux the default of ip_local_port_range (Documentation/networking/ip-sysctl.rst).
 * Ports below 1024 need privileges on Unix.
 */
const ranges = [
  {from: 1, to: 1023, row: 0, name: "privileged 1–1023", range: "privileged"},
  {from: 1025, to: 5000, row: 0, name: "old Windows/BSD", range: "ephemeral, old Windows and BSD"},
  {from: 32768, to: 60999, row: 2, name: "Linux 32768–60999", range: "ephemeral, Linux default"},
  {from: 49152, to: 65535, row: 3, name: "IANA, Windows, macOS 49152–65535", range: "ephemeral, IANA (Windows, macOS)"}
];

/** Returns the view of bins and of the ports that stand out, on two log axes; `notes` stand in the caption. */
export function densityView(
  bins: readonly Bin[],
  fixed: readonly Port[],
  {width, notes}: {width: number; notes: readonly string[]}
): Spec {
  const values = [...bins.map((bin) => bin.perPort), ...fixed.map((port) => port.attempts)];
  const domain = [
    10 ** Math.floor(Math.log10(Math.min(...values))),
    10 ** Math.ceil(Math.log10(2 * Math.max(...values)))
  ];
  const y = (field: string): Spec => ({
    ...{field, type: "quantitative", title: null, scale: {type: "log", domain, nice: false}},
    axis: {minExtent: DENSITY_LABELS, maxExtent: DENSITY_LABELS, grid: true, tickCount: 4, labelExpr: DECADES}
  });
  const lines = [
    `attempts per port (both axes log)${fixed.length > 0 ? "; diamonds: ports that stand out" : ""}`,
    ...notes
  ];
  return {
    width,
    height: HEIGHT,
    layer: [
      shade,
      segments(bins, y),
      diamonds(fixed, y),
      diamondLabels(fixed, y),
      ...rangeLayers,
      caption(lines, {width, y: HEIGHT + 26})
    ]
  };
}

const DECADES =
  "abs(log(datum.value) / LN10 % 1) > 0.01 && abs(log(datum.value) / LN10 % 1) < 0.99 ? '' : datum.value < 1 ? format(datum.value, '~f') : format(datum.value, '~s')";

const PORT = "format(datum.value, datum.value > 10000 ? ',' : '~s')"; // Vega counts 65535 as 66k else

const x = (field: string): Spec => ({
  ...{field, type: "quantitative", title: null, scale: {type: "log", domain: [1, 65536], nice: false}},
  axis: {
    ...{values: [1, 10, 100, 1000, 10000, 65535], tickCount: 12, labelExpr: PORT},
    ...{labelOverlap: false, labelFlush: true, grid: false, domain: true, domainOpacity: 0.6}
  }
});

const shade: Spec = {
  data: {values: [{from: EPHEMERAL, to: 65535}]},
  mark: {type: "rect", fill: colors.grey, fillOpacity: 0.14, tooltip: null},
  encoding: {x: x("from"), x2: {field: "to"}, y: {value: 0}, y2: {value: HEIGHT}}
};

const segments = (bins: readonly Bin[], y: (field: string) => Spec): Spec => ({
  name: "bins",
  data: {values: bins},
  mark: {type: "rule", color: colors.attempts, strokeWidth: 4, strokeCap: "butt"},
  encoding: {
    x: x("from"),
    x2: {field: "to"},
    y: y("perPort"),
    tooltip: tooltip(
      ["from", "ports from", "d"],
      ["to", "to below", "d"],
      ["attempts", "attempts", ","],
      ["perPort", "attempts per port", ".2~f"]
    )
  }
});

const diamonds = (fixed: readonly Port[], y: (field: string) => Spec): Spec => ({
  name: "diamonds",
  data: {values: fixed},
  mark: {type: "point", shape: "diamond", size: 70, filled: true, color: colors.accepted, opacity: 1},
  encoding: {
    x: x("port"),
    y: y("attempts"),
    tooltip: tooltip(["port", "client port", "d"], ["attempts", "attempts", ","])
  }
});

/** Names the diamonds from the top, but none that would lie on another's name. */
function diamondLabels(fixed: readonly Port[], y: (field: string) => Spec): Spec {
  const near = (a: Port, b: Port): boolean =>
    Math.abs(Math.log2(a.port / b.port)) < 1.5 && Math.abs(Math.log2(a.attempts / b.attempts)) < 0.9;
  const named: Port[] = [];
  for (const port of fixed) if (named.length < 8 && !named.some((other) => near(port, other))) named.push(port);
  return {
    data: {values: named},
    mark: {type: "text", align: "right", dx: -8, tooltip: null, aria: false},
    encoding: {x: x("port"), y: y("attempts"), text: {field: "port", type: "quantitative", format: "d"}}
  };
}

const rangeText = (above: boolean): Spec => ({
  transform: [{filter: above ? "datum.row > 0" : "datum.row == 0"}],
  mark: {
    ...{type: "text", style: "note", tooltip: null, y: {expr: "-8 - 13 * datum.row"}},
    ...(above ? {align: "right", baseline: "middle", dx: -5} : {align: "left", baseline: "bottom", dy: -4})
  },
  encoding: {x: x("from"), text: {field: "name", type: "nominal"}}
});

const rangeLayers: Spec[] = [
  {
    data: {values: ranges},
    layer: [
      {
        mark: {type: "rule", strokeWidth: 3, y: {expr: "-8 - 13 * datum.row"}},
        encoding: {
          x: x("from"),
          x2: {field: "to"},
          tooltip: tooltip(["range", "range"], ["from", "from", "d"], ["to", "to", "d"])
        }
      },
      rangeText(true),
      rangeText(false)
    ]
  }
];
