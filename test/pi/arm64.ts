import {existsSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {layOut} from "../../scripts/pi/layout.ts";
import {missing, ran, scratch} from "./built.ts";

/** The loader of arm64's programs, by the processor's ABI. */
const loader = "/lib/ld-linux-aarch64.so.1";

/** Why a test is skipped that runs programs of arm64; false where this machine can. */
export const noArm64 =
  process.arch === "arm64"
    ? false
    : missing("qemu-aarch64-static") || (existsSync(loader) ? false : `there is no ${loader}`);

/** Returns the command of the package for arm64, which runs under qemu on another processor. */
export async function arm64Command(): Promise<string> {
  const folder = await layOut({arch: "arm64", systemNode: false}, scratch());
  if (process.arch !== "arm64") emulate(join(folder, "runtime", "node"));
  return join(folder, "bin", "knockbook");
}

function emulate(program: string): void {
  renameSync(program, `${program}.arm64`);
  writeFileSync(program, '#!/bin/sh\nexec qemu-aarch64-static "$0.arm64" "$@"\n', {mode: 0o755});
}

/** Reads a log of 2025 in UTC into a database; throws when the command complains. */
export function ingestBy(command: string, log: string, db: string): void {
  const {status, stderr} = ran(command, ["ingest", log, "--db", db, "--year", "2025", "--tz", "UTC"]);
  if (status !== 0 || stderr !== "") throw new Error(`${command}: ${stderr}`);
}
