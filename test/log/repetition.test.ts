import assert from "node:assert/strict";
import {test} from "node:test";
import type {Attempt, Connection} from "../../lib/log/event/event.ts";
import {readRepetition} from "../../lib/log/repetition.ts";
import {createScanner} from "../../lib/log/scanner.ts";

const forms: readonly (readonly [line: string, host: string | null, times: number])[] = [
  ["Mar  1 10:00:09 pi last message repeated 4 times", "pi", 4],
  ["Mar  1 10:00:09 pi last message repeated 1 time", "pi", 1],
  ["Mar  1 10:00:09 fw.example.net syslogd: last message repeated 12 times", "fw.example.net", 12],
  ["Mar  1 10:00:09 fw syslogd[88]: last message repeated 2 times", "fw", 2],
  ["Mar  1 10:00:09 mac --- last message repeated 3 times ---", "mac", 3],
  ["Mar  1 10:00:09 last message repeated 4 times", null, 4],
  ["2025-03-01T10:00:09.120Z pi last message buffered 4 times", "pi", 4],
  ["Mar  1 10:00:09 pi sshd[7]: last message repeated 2 times", "pi", 2],
  [
    "Mar  1 10:00:09 pi sshd: Last message 'Failed password for ' repeated 5 times, suppressed by syslog-ng on pi",
    "pi",
    5
  ],
  ["Mar  1 10:00:09 pi sshd: Last message 'x' repeated 5 times, supressed by syslog-ng on pi", "pi", 5],
  ["Mar  1 10:00:09 pi Last message 'x' repeated 5 times, suppressed by syslog-ng on pi", "pi", 5],
  ["2025-03-01T10:00:09Z Last message 'x' repeated 1 times, suppressed by syslog-ng on pi", null, 1],
  ["Mar  1 10:00:09 pi syslog.info last message repeated 4 times", "pi", 4],
  ["Mar  1 10:00:09 pi <5.6> last message repeated 4 times", "pi", 4],
  ["Mar  1 10:00:09 syslog.info last message repeated 4 times", null, 4],
  ["                - Last output repeated 9 times -", null, 9],
  ["                - Last output repeated twice -", null, 1],
  ["                - Last output repeated 2 times -\r", null, 2]
];

test("what syslogs write in place of repeated lines", () => {
  for (const [line, host, times] of forms) assert.deepEqual(readRepetition(line), {host, times}, line);
});

test("other lines are no repetition, whatever they say behind the start of their message", () => {
  for (const line of [
    "Mar  1 10:00:09 pi CRON[7]: last message repeated 4 times",
    "Mar  1 10:00:09 pi nginx: Last message 'Failed password for ' repeated 4 times, suppressed by syslog-ng on pi",
    "Mar  1 10:00:09 pi app[7]: Last message 'x' repeated 4 times, suppressed by syslog-ng on pi",
    "Mar  1 10:00:09 pi kernel: [ 1.5] Last message 'x' repeated 4 times, suppressed by syslog-ng on pi",
    "Mar  1 10:00:09 pi sshd[7]: Received disconnect from 192.0.2.7 port 4: 11: last message repeated 4 times",
    "Mar  1 10:00:09 pi sshd[7]: Invalid user last message repeated 4 times from 192.0.2.7 port 4",
    "Mar  1 10:00:09 pi last message repeated 4 times from 192.0.2.7",
    "Mar  1 10:00:09 pi last message repeated 99999999999 times",
    `Mar  1 10:00:09 pi ${"last message ".repeat(40)}repeated 4 times`,
    "Mar  1 10:00:09 pi last message repeated times",
    "- Last output repeated 9 times -",
    "                - Last output repeated often -",
    "Mar  1 10:00:09 [sshd] Invalid user - Last output repeated 9 times - from 192.0.2.7 port 4"
  ])
    assert.equal(readRepetition(line), null, line);
});

const failed = (host: string, pid: number): string =>
  `Mar  1 10:00:00 ${host} sshd[${pid}]: Failed password for root from 192.0.2.7 port ${40_000 + pid} ssh2`;
const folded = (n: number): string => `${failed("pi", 1).replace(": F", `: message repeated ${n} times: [ F`)}]`;
const repeated = (host: string, n: number): string => `Mar  1 10:00:09 ${host} last message repeated ${n} times`;
const other = (host: string): string => `Mar  1 10:00:05 ${host} CRON[9]: (root) CMD (true)`;
const interactive = "Mar  1 10:00:00 pi sshd[5]: error: PAM: Authentication error for root from 192.0.2.7";
const dropbear = "Mar  1 10:00:00 pi dropbear[5]: Bad password attempt for 'root' from 192.0.2.7:4005";
const login = "Mar  1 10:00:00 pi sshd[6]: Accepted password for root from 192.0.2.7 port 40006 ssh2";

const logs: readonly (readonly [why: string, lines: readonly string[], attempts: number])[] = [
  ["after a failure", [failed("pi", 1), repeated("pi", 4)], 5],
  ["twice about one line", [failed("pi", 1), repeated("pi", 4), repeated("pi", 9)], 14],
  ["after another program's line", [failed("pi", 1), other("pi"), repeated("pi", 4)], 1],
  ["after an empty line", [failed("pi", 1), "", repeated("pi", 4)], 1],
  ["after a login", [login, repeated("pi", 4)], 1],
  ["as the first line", [repeated("pi", 4), failed("pi", 1)], 1],
  ["of nothing", [failed("pi", 1), repeated("pi", 0)], 1],
  ["of more lines than a line can stand for", [folded(999_999_999), repeated("pi", 999_999_999)], 2 * 999_999_999],
  ["of a line that stands for several", [folded(3), repeated("pi", 2)], 9],
  [
    "by metalog",
    [
      "Mar  1 10:00:00 [sshd] Failed password for root from 192.0.2.7 port 40001 ssh2",
      "                - Last output repeated 3 times -"
    ],
    4
  ],
  [
    "of hosts that take turns",
    [failed("pi", 1), failed("web", 2), failed("nas", 3), repeated("pi", 4), repeated("web", 2)],
    9
  ],
  [
    "of a host whose last line is another program's",
    [failed("pi", 1), failed("web", 2), other("pi"), repeated("pi", 4)],
    2
  ],
  ["of a line of keyboard-interactive", [interactive, repeated("pi", 2)], 3],
  ["of dropbear's", [dropbear, repeated("pi", 2)], 3],
  ["without a host", [failed("pi", 1), "Mar  1 10:00:09 last message repeated 4 times"], 5],
  ["of rsyslog's own repetition", [failed("pi", 1), folded(2)], 3]
];

function attempts(chunks: readonly string[]): {sum: number; read: number} {
  const found: Attempt[] = [];
  const onConnection = (connection: Connection): void => void found.push(...connection.attempts);
  let state: string | undefined;
  let read = 0;
  for (const [i, chunk] of chunks.entries()) {
    const scanner = createScanner({year: 2025, state, onConnection});
    scanner.push(Buffer.from(chunk));
    state = scanner.save();
    if (i === chunks.length - 1) scanner.finish();
    for (const ledger of scanner.ledgers.values()) read += ledger.read;
  }
  return {sum: found.reduce((sum, {times}) => sum + times, 0), read};
}

for (const [why, lines, sum] of logs)
  test(`repeated lines: ${why}`, () => {
    const text = lines.map((line) => `${line}\n`);
    assert.deepEqual(attempts([text.join("")]), {sum, read: lines.length});
    if (!why.includes("turns")) assert.equal(attempts(text).sum, sum, "a run for each line");
  });
