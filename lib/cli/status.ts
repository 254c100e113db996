import {Command} from "commander";
import {installation} from "../base/installation.ts";
import {visible} from "../base/visible.ts";
import {count, counted} from "../base/words.ts";
import type {Span} from "../store/status/about.ts";
import {reading} from "../store/database.ts";
import {readSummary, type HostSummary, type SourceSummary, type Summary} from "../store/status/summary.ts";
import {examples} from "./examples.ts";
import {misdatedText} from "./misdated.ts";
import {databaseOf, readDatabaseOption} from "./options.ts";

/** Returns the command `status`. */
export function statusCommand(): Command {
  return new Command("status")
    .description("show what the database holds and what became of each line")
    .addOption(readDatabaseOption())
    .option("--json", `as JSON, for other programs${installation.statusFormat}`)
    .addHelpText("after", examples(`status ${installation.statusExample}`))
    .action(({json, ...options}: {db?: string; json?: true}) => {
      const summary = reading(databaseOf(options), readSummary);
      console.log(json ? JSON.stringify(withIsoTimes(summary), null, 2) : status(summary).join("\n"));
    });
}

function status({database, schema, demo, hosts, sources, size}: Summary): string[] {
  const {rows, bytes, bytesPerRow} = size.attempts;
  const names = hosts.map(({host, zone}) => `${nameOf(host)} (time zone ${zone})`);
  const perRow = bytesPerRow === null ? "" : `, ${bytesPerRow.toFixed(1)} bytes a row`;
  return [
    field(
      "database",
      `${visible(database)}${demo ? " (made-up demo data)" : ""}, schema ${schema}, ${large(size.bytes)}`
    ),
    field(
      "attempts",
      `${counted(rows, "row")} with ${rows === 1 ? "its" : "their"} words: ${large(bytes)}${perRow}${size.exact ? "" : ", about"}`
    ),
    field(
      "lines",
      `${counted(size.lines.days, "day")} of log, kept so that no line counts twice: ${large(size.lines.bytes)}`
    ),
    field("hosts", names.join(", ") || "none"),
    ...hosts.flatMap((host) => [
      "",
      ...hostLines(
        host,
        sources.filter((source) => source.host === host.host)
      )
    ])
  ];
}

function hostLines(
  {host, aliases, machine, lines, attempts, log, attempted, gaps, floor, misdated}: HostSummary,
  sources: readonly SourceSummary[]
): string[] {
  const {read, deciding, echo, noise, other, unread, unknown, seen, pruned} = lines;
  const outcomes = Object.entries(attempts).filter(([, n]) => n > 0);
  return [
    nameOf(host),
    ...(aliases.length === 0 ? [] : [field("  also", aliases.map((name) => visible(name)).join(", "))]),
    ...(machine === null ? [] : [field("  machine", visible(machine))]),
    field(
      "  lines",
      `${count(read)} read = ${count(deciding)} deciding + ${count(echo)} echo + ${count(noise)} noise + ${count(other)} other programs' + ${count(unread)} unread + ${count(unknown)} unknown + ${count(seen)} seen before + ${count(pruned)} pruned`
    ),
    field(
      "",
      log
        ? `${spanText(log)}, ${gaps.length === 0 ? "without gaps" : counted(gaps.length, "gap")}`
        : "no line with a time"
    ),
    ...gaps.slice(-gapsShown).map((gap) => field("  gap", `${spanText(gap)}, ${duration(gap)}`)),
    field("  attempts", outcomes.map(([outcome, n]) => `${count(n)} ${outcome}`).join(", ") || "none"),
    ...(attempted ? [field("", spanText(attempted))] : []),
    ...misdated.map((one) => field("  dates", misdatedText(one))),
    ...(floor === null ? [] : [field("  floor", `lines from before ${iso(floor)} are left out`)]),
    ...sourceTable(sources)
  ];
}

/** Of many gaps the newest are shown; --json has all. */
const gapsShown = 5;

/** Returns the logs of a host with their own part of the ledger, in columns. */
function sourceTable(sources: readonly SourceSummary[]): string[] {
  const head = ["read", "sshd's", "other", "unread", "pruned", "gaps", "from", "to", "  log"];
  const rows = sources.map(({source, lines: {read, own, other, unread, pruned}, gaps, log}) => [
    ...[read, own, other, unread, pruned, gaps.length].map(count),
    ...(log ? [iso(log.from), iso(log.to)] : ["", ""]),
    `  ${visible(source)}`
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row.map((text, i) => (i < 6 ? text.padStart(widths[i]!) : text.padEnd(widths[i]!))).join("  ");
  return rows.length === 0 ? [] : [head, ...rows].map((row, i) => field(i === 0 ? "  logs" : "", line(row)).trimEnd());
}

function field(name: string, text: string): string {
  return `${name.padEnd(12)}${text}`;
}

function nameOf(host: string | null): string {
  return host === null ? "unnamed host" : visible(host);
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000", "");
}

function spanText({from, to}: Span): string {
  return `${iso(from)} to ${iso(to)}`;
}

function duration({from, to}: Span): string {
  const hours = (to - from) / 3600;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}

function large(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

const times: ReadonlySet<string> = new Set(["from", "to", "floor"]);

/** Returns a summary with its times as ISO 8601. */
function withIsoTimes(summary: Summary): unknown {
  return JSON.parse(JSON.stringify(summary), (key, value: unknown) =>
    times.has(key) && typeof value === "number" ? iso(value) : value
  );
}
