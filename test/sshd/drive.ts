import {spawn} from "node:child_process";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {scratch} from "../pi/built.ts";
import type {Suite} from "../pi/roots.ts";
import {ended} from "../store/run.ts";
import type {Knock, Row} from "./knock.ts";
import {apart, pathOf, python} from "./roots.ts";
import {linesOf, portOf} from "./servers.ts";

/** A knock with the address and the first port that it comes from. */
export interface Placed extends Knock {
  readonly from: readonly [address: string, port: number];
}

/** Rows of knocks; those of a row come one after the other. */
export type Plan<K extends Knock = Knock> = readonly (readonly K[])[];

/** What came of a plan: the path of the log, and what each client saw. */
export interface Driven {
  readonly log: string;
  readonly seen: readonly Readonly<Record<string, unknown>>[];
}

const portsEach = 8;
const patienceMs = 600_000;

/** Gives each row of knocks an address, and each knock eight ports, of which all but a crowd use the first. */
export function placed(plan: Plan): Plan<Placed> {
  let port = 10_000;
  return plan.map((row, index) =>
    row.map((knock) => {
      if (!knock.again) port += portsEach;
      return {...knock, from: [knock.ipv6 ? "::1" : `192.0.2.${2 + (index % 250)}`, port]};
    })
  );
}

/** Runs a plan against the sshds of a system, with lines of its own for rsyslog, and returns what came of it. */
export async function drive(suite: Suite, plan: Plan<Placed>, rsyslog = ""): Promise<Driven> {
  const folder = scratch();
  writeFileSync(join(folder, "servers"), linesOf(suite));
  writeFileSync(join(folder, "knockbook.conf"), rsyslog);
  writeFileSync(join(folder, "plan"), plan.map(lineOf).join(""));
  const here = (name: string): string => join(import.meta.dirname, name);
  const [program, ...args] = [...apart, here("system.sh"), pathOf(suite), folder, python, here("clients.py"), folder];
  const {code, out, err} = await ended(spawn(program!, args, {stdio: ["ignore", "pipe", "pipe"], timeout: patienceMs}));
  if (code !== 0) throw new Error(`the sshds of ${suite} could not be driven: ${err}`);
  const seen = out.trim().split("\n");
  return {log: join(folder, "auth.log"), seen: seen.flatMap((line) => JSON.parse(line) as Driven["seen"])};
}

/** What a database must hold: an attempt of some times, with where it came from. */
export type Truth = Row & {readonly address: string};

/** Returns what a database must hold of a plan. */
export function truthOf(plan: Plan<Placed>): Truth[] {
  return plan.flat().flatMap(({from: [address, first], rows}) => {
    return rows.map((row) => ({...row, address, port: row.port === null ? null : first + row.port}));
  });
}

function lineOf(row: readonly Placed[]): string {
  const knocks = row.map(({by, does, server, ipv6, from}) => {
    return {by, ...does, server: [ipv6 ? "::1" : "192.0.2.1", portOf(server)], from};
  });
  return JSON.stringify(knocks) + "\n";
}
