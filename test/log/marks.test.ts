import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {createScanner} from "../../lib/log/scanner.ts";

/** Lines that no host wrote, as they stand in logs that people have saved, cut, joined or pasted. */
const marks: Readonly<Record<string, readonly string[]>> = {
  "journalctl's": [
    "-- Journal begins at Thu 2026-10-01 10:00:00 UTC, ends at Fri 2026-10-02 10:00:00 UTC. --",
    "-- Logs begin at Thu 2026-10-01 10:00:00 UTC, end at Fri 2026-10-02 10:00:00 UTC. --",
    "-- Boot 0123456789abcdef0123456789abcdef --",
    "-- Reboot --",
    "-- No entries --",
    "-- cursor: s=0123;i=1;b=45",
    "-- Subject: Unit ssh.service has begun start-up",
    "Hint: You are currently not seeing messages from other users and the system.",
    "      Users in groups 'adm', 'systemd-journal' can see all messages.",
    "      Pass -q to turn off this notice.",
    "No journal files were opened due to insufficient permissions.",
    "lines 1-23/23 (END)"
  ],
  "syslog's": [
    "Oct  1 10:00:05 pi -- MARK --",
    "Oct  1 10:00:05 -- MARK --",
    "Oct  1 10:00:05 pi syslogd 1.5.0: restart.",
    "Oct  1 10:00:05 syslogd 1.5.0: restart",
    "Oct  1 10:00:05 syslogd 1.5.0#6: restart (remote reception).",
    "Oct  1 10:00:05 pi syslogd started: BusyBox v1.30.1",
    'Oct  1 10:00:05 rsyslogd: [origin software="rsyslogd" x-pid="500"] rsyslogd was HUPed',
    "Oct  1 10:00:05 newsyslog[1]: logfile turned over due to size>100K",
    "Oct  1 10:00:05 pi newsyslog[1]: logfile turned over"
  ],
  "of tools": [
    "==> /var/log/auth.log <==",
    "tail: /var/log/auth.log: file truncated",
    "--",
    "Binary file auth.log matches",
    "grep: auth.log: binary file matches",
    "Script started on Thu 01 Oct 2026 10:00:00 AM UTC"
  ],
  "of people": [
    "[...]",
    "...",
    "(…)",
    "[snip]",
    "# comment",
    "```",
    "====",
    "$ journalctl -u ssh",
    "pi@pi:~ $ cat log"
  ],
  "of a login": [
    "Linux pi 6.1.0-rpi7-rpi-v8 #1 SMP PREEMPT Debian 1:6.1.63-1+rpt1 (2023-11-24) aarch64",
    "permitted by applicable law.",
    "Last login: Thu Oct  1 10:00:00 2026 from 192.0.2.1",
    "Warning: Permanently added '192.0.2.1' (ED25519) to the list of known hosts.",
    "pi@192.0.2.1's password: ",
    "Connection to 192.0.2.1 closed."
  ],
  "of nothing": ["", " ", "\t", "   \t  ", "\r"],
  "cut off": ["0:01 pi sshd[101]: Invalid user eve from 192.0.2.1 port 4", "from 192.0.2.1 port 40001 ssh2", "001 ssh2"]
};

const failed = (n: number, host = "pi"): string =>
  `Oct  1 10:0${n}:00 ${host} sshd[10${n}]: Failed password for root from 192.0.2.1 port 4000${n} ssh2`;

/** Returns what lines come to, by host: lines, attempts, spans of time; each run ends before the line of a number. */
function told(lines: readonly string[], runs: readonly number[] = [lines.length]): Record<string, number[]> {
  const hosts = new Map<string | null, {read: number; attempts: number; spans: number}>();
  const of = (name: string | null): {read: number; attempts: number; spans: number} => {
    if (!hosts.has(name)) hosts.set(name, {read: 0, attempts: 0, spans: 0});
    return hosts.get(name)!;
  };
  let state: string | undefined;
  let from = 0;
  for (const to of runs) {
    const onEvent = ({host, kind}: {host: string | null; kind: string}): void =>
      void (of(host).attempts += Number(kind === "failed"));
    const scanner = createScanner({year: 2026, state, onEvent});
    scanner.push(
      Buffer.from(
        lines
          .slice(from, to)
          .map((line) => `${line}\n`)
          .join("")
      )
    );
    for (const [host, {read}] of scanner.ledgers) of(host).read += read;
    for (const [host, spans] of scanner.coverage) of(host).spans = Math.max(of(host).spans, spans.length);
    state = scanner.save();
    from = to;
  }
  return Object.fromEntries(
    [...hosts].filter(([, {read}]) => read > 0).map(([name, counts]) => [String(name), Object.values(counts)])
  );
}

for (const [kind, lines] of Object.entries(marks))
  test(`marks ${kind} give no host, no attempt and no gap`, () => {
    for (const mark of lines) {
      const where = JSON.stringify(mark);
      assert.deepEqual(told([mark, failed(1), failed(2)]), {pi: [3, 2, 1]}, `before: ${where}`);
      assert.deepEqual(told([failed(1), mark, failed(2)]), {pi: [3, 2, 1]}, `between: ${where}`);
      assert.deepEqual(told([failed(1), failed(2), mark]), {pi: [3, 2, 1]}, `behind: ${where}`);
      assert.deepEqual(told([failed(1), mark, mark], [1, 2, 3]), {pi: [3, 1, 1]}, `in later runs: ${where}`);
    }
  });

test("lines that tell of repetitions make no host", () => {
  for (const repeated of ["Oct  1 10:01:05 pi last", "Oct  1 10:01:05 last", "last"])
    for (const place of [0, 1, 2]) {
      const lines = [failed(1), failed(2)].toSpliced(place, 0, `${repeated} message repeated 2 times`);
      assert.deepEqual(Object.keys(told(lines)), ["pi"], `${place}: ${repeated}`);
    }
});

test("a line that names no host belongs to the host of the line before, else to the first that follows", () => {
  assert.deepEqual(told(["", failed(1, "a"), "", failed(2, "b"), "", ""]), {a: [3, 1, 1], b: [3, 1, 1]});
  assert.deepEqual(told(["-- Reboot --", ""]), {null: [2, 0, 0]});
  assert.deepEqual(told(["", "Oct  1 10:01:00 sshd[7]: Invalid user eve from 192.0.2.1 port 4", ""]), {
    null: [3, 0, 1]
  });
});

test("whose a line is does not depend on where runs end", () => {
  const line = fc.constantFrom("", "-- Reboot --", "Oct  1 10:00:05 CRON[7]: x", failed(1, "a"), failed(2, "b"));
  fc.assert(
    fc.property(fc.array(line, {maxLength: 12}), fc.array(fc.nat(12), {maxLength: 3}), (lines, cuts) => {
      const runs = [...cuts.filter((cut) => cut <= lines.length).toSorted((a, b) => a - b), lines.length];
      const withoutSpans = (hosts: Record<string, number[]>): unknown =>
        Object.entries(hosts)
          .map(([name, [read, attempts]]) => [name, read, attempts])
          .toSorted();
      assert.deepEqual(withoutSpans(told(lines, runs)), withoutSpans(told(lines)));
    })
  );
});
