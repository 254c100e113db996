import assert from "node:assert/strict";
import type {Booted} from "./booted.ts";

/** Tries to log in to a system under a name that there is not, without a credential. */
export function knock(system: Booted): void {
  const options = ["BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"];
  const {status, stderr} = system.run("ssh", ...options.flatMap((option) => ["-o", option]), "ghost@127.0.0.1");
  assert.equal(status, 255);
  assert.match(stderr, /Permission denied/);
}

/** Returns how many abandoned attempts the database holds, given what `status --json` says. */
export function abandoned(status: string): number {
  const {hosts} = JSON.parse(status) as {hosts: {host: string; attempts: {abandoned: number}}[]};
  assert.deepEqual(
    hosts.map(({host}) => host),
    ["raspberrypi"]
  );
  return hosts[0]!.attempts.abandoned;
}

/** Runs a program in a system and returns what it prints; throws, with the end of the journal, when it fails. */
export function done(system: Booted, command: readonly string[]): string {
  const {status, stdout, stderr} = system.run(...command);
  const journal = status === 0 ? "" : system.run("journalctl", "-n", "30", "--no-pager").stdout;
  assert.equal(status, 0, `${command.join(" ")}: ${stdout}${stderr}\n${journal}`);
  return stdout;
}
