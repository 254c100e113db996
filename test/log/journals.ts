import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {join} from "node:path";
import type {TestContext} from "node:test";

const writer = ["/usr/lib/systemd/systemd-journal-remote", "/lib/systemd/systemd-journal-remote"].find(existsSync);

/** An entry to write: its message, and what differs from {@link entry}. */
export type Fields = Readonly<Record<string, string | Buffer>>;

/** Returns the fields of an entry of sshd's monitor, `second` seconds after 2025-03-01 10:00:00 UTC. */
export function entry(second: number, message: string | Buffer, fields: Fields = {}): Fields {
  const time = 1_740_823_200_000_000 + second * 1_000_000 + 250_000;
  return {
    __REALTIME_TIMESTAMP: String(time),
    __MONOTONIC_TIMESTAMP: String(1_000_000 * (second + 60)),
    _BOOT_ID: "b".repeat(32),
    _MACHINE_ID: "a".repeat(32),
    _HOSTNAME: "pi",
    _TRANSPORT: "syslog",
    _UID: "0",
    _COMM: "sshd",
    _EXE: "/usr/sbin/sshd",
    _PID: "41",
    SYSLOG_PID: "41",
    SYSLOG_IDENTIFIER: "sshd",
    _SYSTEMD_UNIT: "ssh.service",
    MESSAGE: message,
    ...fields
  };
}

/**
 * Writes a journal file by systemd's own writer; skips the test, and returns null, where systemd-journal-remote is
 * missing.
 */
export function writeJournal(t: TestContext, folder: string, name: string, entries: readonly Fields[]): string | null {
  if (!writer || spawnSync("journalctl", ["--version"]).error) {
    t.skip("systemd-journal-remote is not installed: no journal was read");
    return null;
  }
  const path = join(folder, `${name}.journal`);
  const {status, stderr} = spawnSync(writer, ["-o", path, "-"], {input: Buffer.concat(entries.map(exported))});
  if (status !== 0) throw new Error(`no journal written: ${stderr.toString()}`);
  return path;
}

/** Returns an entry in systemd's export format: text as NAME=VALUE, other bytes behind their length. */
function exported(fields: Fields): Buffer {
  const parts = Object.entries(fields).map(([name, value]) => {
    const bytes = Buffer.from(value as string);
    if (!bytes.some((byte) => byte < 32)) return Buffer.concat([Buffer.from(`${name}=`), bytes, Buffer.from("\n")]);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(bytes.length));
    return Buffer.concat([Buffer.from(`${name}\n`), length, bytes, Buffer.from("\n")]);
  });
  return Buffer.concat([...parts, Buffer.from("\n")]);
}
