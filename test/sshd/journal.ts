import {readFileSync} from "node:fs";
import {entry, type Fields} from "../log/journals.ts";

const line = /^(?<stamp>\S+) (?<host>\S+) (?<name>[^[:]+)(?:\[(?<pid>\d+)\])?: ?(?<message>.*)$/u;

/** Returns the lines of a log that rsyslog wrote as entries of the journal, which journald would have made of them. */
export function entriesOf(log: string): Fields[] {
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return lines.map((text) => {
    const {stamp, host, name, pid = "1", message} = line.exec(text)!.groups as Record<string, string>;
    return entry(0, message!, {
      __REALTIME_TIMESTAMP: String(microseconds(stamp!)),
      _HOSTNAME: host!,
      _COMM: name!,
      _EXE: name === "sshd-session" ? "/usr/lib/openssh/sshd-session" : "/usr/sbin/sshd",
      _PID: pid,
      SYSLOG_PID: pid,
      SYSLOG_IDENTIFIER: name!
    });
  });
}

function microseconds(stamp: string): bigint {
  const [, fraction] = /\.(\d{6})/.exec(stamp)!;
  return BigInt(Math.floor(Date.parse(stamp) / 1000)) * 1_000_000n + BigInt(fraction!);
}
