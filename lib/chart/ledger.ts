import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {BAND, WIDTH, PADDING, ROW, narrow, sized} from "./parts/layout.ts";
import {tooltip, valueMark} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {count, counted, sentences, share} from "../base/words.ts";
import type {LineKind} from "../rows/ledger.ts";

const kinds = {
  deciding: "made an attempt",
  echo: "repeat an attempt",
  noise: "sshd, no attempt",
  unknown: "not understood",
  unread: "sshd by looks, not read",
  other: "other programs",
  seen: "in another log too",
  pruned: "too old, left out"
} as const satisfies Readonly<Record<LineKind["kind"], string>>;

const LABELS = {narrow: 112, wide: 180};
const VALUES = 110;

/**
 * Returns a bar for each kind of line that was read, with its share; lines that were not understood or not
 * read stand out. The kinds `unread`, `seen` and `pruned` are left out where no line is of them.
 */
export function ledger(rows: readonly LineKind[], options: ChartOptions = {}): Spec {
  const read = sum(rows, ({lines}) => lines);
  if (read === 0) return sentence("No line was read.", options);
  const {width = WIDTH} = options;
  const labels = sized(LABELS, width);
  return chart(
    {
      width: width - labels - VALUES - PADDING,
      height: {step: ROW},
      data: {values: barsOf(rows, {read, words: !narrow(width)})},
      encoding: {
        y: {
          field: "label",
          type: "nominal",
          sort: null,
          title: null,
          axis: {minExtent: labels, maxExtent: labels, labelFontSize: 12}
        },
        x: {field: "lines", type: "quantitative", title: null, axis: null}
      },
      layer: [bars, values]
    },
    {
      title: finding(rows, read),
      subtitle: sentences(
        `What became of ${counted(read, "line")}; the bars add up to all of them`,
        advice(rows),
        provenance(options)
      ),
      ...options
    }
  );
}

const linesOf = (rows: readonly LineKind[], kind: keyof typeof kinds): number =>
  rows.find((row) => row.kind === kind)?.lines ?? 0;

function barsOf(rows: readonly LineKind[], {read, words}: {read: number; words: boolean}): object[] {
  const all = Object.entries(kinds).map(([kind, meaning]) => ({
    kind,
    meaning,
    lines: linesOf(rows, kind as LineKind["kind"])
  }));
  const shown = all.filter(({kind, lines}) => lines > 0 || !["unread", "seen", "pruned"].includes(kind));
  return shown.map(({kind, meaning, lines}) => ({
    kind,
    meaning,
    lines,
    label: words ? `${meaning} · ${kind}` : meaning,
    share: Number((lines / read).toPrecision(4)),
    value: `${count(lines)} · ${share(lines, read)}`
  }));
}

const bars: Spec = {
  name: "bars",
  mark: {type: "bar", height: {band: BAND}},
  encoding: {
    color: {
      condition: [
        {test: "datum.kind == 'deciding'", value: colors.attempts},
        {test: "datum.kind == 'unknown'", value: colors.accepted},
        {test: "datum.kind == 'unread'", value: colors.known}
      ],
      value: colors.grey
    },
    tooltip: tooltip(
      ["kind", "in the ledger"],
      ["meaning", "lines that are"],
      ["lines", "lines", ","],
      ["share", "share", ".2%"]
    )
  }
};

const values: Spec = {
  mark: valueMark,
  encoding: {text: {field: "value", type: "nominal"}}
};

function finding(rows: readonly LineKind[], read: number): string {
  const other = linesOf(rows, "other");
  const seen = linesOf(rows, "seen");
  const pruned = linesOf(rows, "pruned");
  const ours = read - other - seen - pruned;
  const unknown = linesOf(rows, "unknown");
  if (ours === 0) return `Of ${counted(read, "line")}, none is new and of sshd`;
  const unread = linesOf(rows, "unread");
  const lines = `${counted(ours, "line")} of sshd`;
  const be = (n: number): string => (n === 1 ? "is" : "are");
  if (unread + unknown === 0) return ours === 1 ? "The one line of sshd is understood" : `All ${lines} are understood`;
  const missed = share(unread + unknown, ours);
  if (unread === 0) return `${count(unknown)} of ${lines} ${be(unknown)} not understood: ${missed}`;
  const more = unknown === 0 ? "" : `, and ${count(unknown)} not understood`;
  return `${count(unread)} of ${lines} ${be(unread)} not read${more}: ${missed}`;
}

/** Says where the lines are shown that were not read or not understood; false where there are none. */
function advice(rows: readonly LineKind[]): string | false {
  const missed = [linesOf(rows, "unread") > 0 && "not read", linesOf(rows, "unknown") > 0 && "not understood"];
  const said = missed.filter((one) => one !== false);
  return said.length > 0 && `The command “unknown” shows what was ${said.join(" or ")}`;
}
