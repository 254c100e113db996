import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";

/**
 * The ranges that a client's system takes source ports from. IANA's dynamic ports (RFC 6335, section 6) are the default
 * of Windows since Vista (Microsoft's KB 929851, which also names the older 1025–5000, as BSD had it) and of macOS
 * (net.inet.ip.portrange.first). The default of Linux is ip_local_port_range (Documentation/networking/ip-sysctl.rst).
 * Ports below 1024 need privileges on Unix.
 */
const ranges = [
  {from: 1, to: 1023, row: 0, name: "privileged 1–1023", range: "privileged"},
  {from: 1025, to: 5000, row: 0, name: "old Windows/BSD", range: "ephemeral, old Windows and BSD"},
  {from: 32768, to: 60999, row: 2, name: "Linux 32768–60999", range: "ephemeral, Linux default"},
  {from: 49152, to: 65535, row: 3, name: "IANA, Windows, macOS 49152–65535", range: "ephemeral, IANA (Windows, macOS)"}
];

const LEVEL = "-8 - 13 * datum.row"; // px: each row of ranges lies above the one before

const PORT = "format(datum.value, datum.value > 10000 ? ',' : '~s')"; // Vega counts 65535 as 66k else

/** Returns the channel of ports on a log axis. */
export const x = (field: string): Spec => ({
  field,
  type: "quantitative",
  title: null,
  scale: {type: "log", domain: [1, 65536], nice: false},
  axis: {
    values: [1, 10, 100, 1000, 10000, 65535],
    tickCount: 12,
    labelExpr: PORT,
    labelOverlap: false,
    labelFlush: true,
    grid: false,
    domain: true,
    domainOpacity: 0.6
  }
});

const rangeText = (above: boolean): Spec => ({
  transform: [{filter: above ? "datum.row > 0" : "datum.row == 0"}],
  mark: {
    type: "text",
    style: "note",
    tooltip: null,
    y: {expr: LEVEL},
    ...(above ? {align: "right", baseline: "middle", dx: -5} : {align: "left", baseline: "bottom", dy: -4})
  },
  encoding: {x: x("from"), text: {field: "name", type: "nominal"}}
});

/** The layers that show the ranges above the axis of ports. */
export const rangeLayers: Spec[] = [
  {
    data: {values: ranges},
    layer: [
      {
        mark: {type: "rule", strokeWidth: 3, y: {expr: LEVEL}},
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
