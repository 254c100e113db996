import {spawnSync, type SpawnSyncReturns} from "node:child_process";
import {chmodSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after} from "node:test";
import {archs} from "../../scripts/pi/bundle.ts";
import {layOut} from "../../scripts/pi/layout.ts";

/** This machine's kind of package; tests run on Linux, on x64 or arm64, as the packages do. */
export const arch = archs.find((arch) => arch === process.arch) ?? "x64";

/** Returns the folder of a package, laid out anew and removed when the test file ends; with a Node of its own. */
export async function laidOut({systemNode = false} = {}): Promise<string> {
  return layOut({arch, systemNode}, scratch());
}

/** Returns an empty folder that all users may use, removed when the test file ends. */
export function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), "knockbook-pi-"));
  after(() => rmSync(path, {recursive: true, force: true}));
  chmodSync(path, 0o777);
  return path;
}

/** Runs a program to its end. */
export function ran(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(program, args, {encoding: "utf8", env: {...process.env, ...env}});
}

/** Why a test is skipped: the first of some programs that is not on the PATH; false when all are. */
export function missing(...programs: string[]): string | false {
  const lacking = programs.find((program) => ran("sh", ["-c", `command -v ${program}`]).status !== 0);
  return lacking === undefined ? false : `${lacking} is not installed`;
}

/** Why a test is skipped that only root can run. */
export const notRoot = process.getuid?.() === 0 ? false : "only root can run this";
