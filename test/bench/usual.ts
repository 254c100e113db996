import {execFileSync} from "node:child_process";
import Database from "better-sqlite3";
import type {BenchLog} from "./logs.ts";

/** What the usual script counts of a log, beside what happened. */
export interface Judged {
  readonly size: string;
  readonly failed: number;
  readonly abandoned: number;
  readonly probes: number;
  /** Rows of the script, and lines that it took for rows that it had. */
  readonly rows: number;
  readonly seen: number;
  readonly noMatch: number;
  /** Attempts that syslog folded into `message repeated N times`: the script counts one for N. */
  readonly folded: number;
  /** Lines of PAM that say the same again; `grep -i` would add them. */
  readonly pamLines: number;
  /** Attempts that differ otherwise; 0 when all is explained. */
  readonly unexplained: number;
}

/** Returns how the counts of the usual script differ from what happened, and why. */
export function judgeUsual(log: BenchLog, path: string, output: string): Judged {
  const db = new Database(path, {readonly: true});
  const rows = db.prepare("SELECT count(*) FROM attempts").pluck().get() as number;
  db.close();
  const {failed, abandoned, probe: probes} = log.truth.outcomes;
  const [seen, noMatch] = [amount(output, "seen"), amount(output, "no match")];
  const folded = foldedIn(log.path);
  const pamLines = grep(log.path, "-c", "pam_unix\\(sshd:auth\\): authentication failure");
  const unexplained = failed - folded - seen - rows;
  return {
    size: log.size,
    failed,
    abandoned,
    probes,
    rows,
    seen,
    noMatch,
    folded,
    pamLines: Number(pamLines),
    unexplained
  };
}

function amount(output: string, what: string): number {
  return Number(new RegExp(`(\\d+) ${what}`).exec(output)?.[1] ?? 0);
}

function foldedIn(path: string): number {
  const times = grep(path, "-o", "message repeated [0-9]+ times: \\[ Failed").matchAll(/(\d+) times/g);
  return [...times].reduce((sum, [, number]) => sum + Number(number) - 1, 0);
}

function grep(path: string, option: string, pattern: string): string {
  return execFileSync("grep", [option, "-E", pattern, path], {
    encoding: "utf8",
    maxBuffer: 1e9,
    env: {...process.env, LC_ALL: "C"}
  });
}
