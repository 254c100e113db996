import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {createScanner, type ScannerOptions} from "../../lib/log/scanner.ts";
import type {Attempt, Connection} from "../../lib/log/event/event.ts";

/** Lines of one log, each as `seconds process[pid]: message`, and the attempts that they are. */
interface Case {
  readonly why: string;
  readonly lines: readonly string[];
  readonly attempts: readonly string[];
}

const from = "from 192.0.2.7 port 4001";
const pamFailure = "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7";
const bareFailure = pamFailure.replace("pam_unix(sshd:auth): ", "");

const cases: readonly Case[] = [
  {
    why: "an unknown name and its password are one attempt in five lines",
    lines: [
      `0 sshd[1]: Invalid user oracle ${from}`,
      "0 sshd[1]: pam_unix(sshd:auth): check pass; user unknown",
      `0 sshd[1]: ${pamFailure}`,
      `2 sshd[1]: Failed password for invalid user oracle ${from} ssh2`,
      "3 sshd[1]: Connection closed by invalid user oracle 192.0.2.7 port 4001 [preauth]"
    ],
    attempts: ["failed oracle 192.0.2.7 4001 password x1"]
  },
  {
    why: "repeated messages are attempts on top of the line before",
    lines: [
      `0 sshd[1]: Failed password for root ${from} ssh2`,
      `6 sshd[1]: message repeated 2 times: [ Failed password for root ${from} ssh2]`
    ],
    attempts: ["failed root 192.0.2.7 4001 password x1", "failed root 192.0.2.7 4001 password x2"]
  },
  {
    why: "a key-only server logs no verdict: the name counts once",
    lines: [
      `0 sshd[1]: Invalid user git ${from}`,
      "0 sshd[1]: Disconnected from invalid user git 192.0.2.7 port 4001 [preauth]"
    ],
    attempts: ["abandoned git 192.0.2.7 4001 null x1"]
  },
  {
    why: "many keys are one attempt, and the login after them is another",
    lines: [
      `0 sshd[1]: Failed publickey for pi ${from} ssh2: RSA SHA256:a`,
      `0 sshd[1]: Failed publickey for pi ${from} ssh2: RSA SHA256:b`,
      `1 sshd[1]: Accepted publickey for pi ${from} ssh2: RSA SHA256:c`
    ],
    attempts: ["failed pi 192.0.2.7 4001 publickey x1", "accepted pi 192.0.2.7 4001 publickey x1"]
  },
  {
    why: "a process id used again for another port is another connection",
    lines: [`0 sshd[1]: Invalid user a ${from}`, `1 sshd[1]: Invalid user b from 192.0.2.7 port 4002`],
    attempts: ["abandoned a 192.0.2.7 4001 null x1", "abandoned b 192.0.2.7 4002 null x1"]
  },
  {
    why: "an hour and a second later it is another connection, an hour later it is not",
    lines: [
      "0 sshd[1]: Invalid user a from 192.0.2.7",
      "3600 sshd[1]: Invalid user a from 192.0.2.7",
      "7201 sshd[1]: Invalid user a from 192.0.2.7"
    ],
    attempts: ["abandoned a 192.0.2.7 null null x1", "abandoned a 192.0.2.7 null null x1"]
  },
  {
    why: "monitor and child write under two process ids, joined by the port",
    lines: [
      `0 sshd-auth[2]: Invalid user a ${from}`,
      `1 sshd-session[1]: Failed password for invalid user a ${from} ssh2`
    ],
    attempts: ["failed a 192.0.2.7 4001 password x1"]
  },
  {
    why: "the end of a login is no probe, however late and whoever writes it",
    lines: [
      `0 sshd[1]: Accepted password for pi ${from} ssh2`,
      "20000 sshd[9]: Connection closed by 192.0.2.7 port 4001"
    ],
    attempts: ["accepted pi 192.0.2.7 4001 password x1"]
  },
  {
    why: "but once it has ended, a connection from the same port is a probe again",
    lines: [
      `0 sshd[1]: Accepted password for pi ${from} ssh2`,
      "10 sshd[1]: Connection closed by 192.0.2.7 port 4001",
      "9000 sshd[9]: Connection closed by 192.0.2.7 port 4001"
    ],
    attempts: ["accepted pi 192.0.2.7 4001 password x1", "probe null 192.0.2.7 4001 null x1"]
  },
  {
    why: "PAM runs in children: their lines belong to the connection of their address",
    lines: [
      `0 sshd[5]: ${pamFailure}  user=root`,
      "2 sshd[1]: error: PAM: Authentication failure for root from 192.0.2.7",
      `3 sshd[6]: ${pamFailure}  user=root`,
      "5 sshd[1]: Connection closed by authenticating user root 192.0.2.7 port 4001 [preauth]"
    ],
    attempts: ["failed root 192.0.2.7 4001 keyboard-interactive/pam x1"]
  },
  {
    why: "PAM alone counts the most failures of one module, and those it sums up",
    lines: [
      `0 sshd[1]: ${pamFailure}  user=root`,
      "0 sshd[1]: pam_sss(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7 user=root",
      "4 sshd[1]: PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root"
    ],
    attempts: ["failed root 192.0.2.7 null pam x3"]
  },
  ...["__proto__", "constructor", "toString", "pam_unix"].map((module) => ({
    why: `a PAM module that the header names counts, whatever its name is: ${module}`,
    lines: [`0 sshd(${module})[1]: ${bareFailure}  user=root`, `2 sshd(${module})[1]: ${bareFailure}  user=root`],
    attempts: ["failed root 192.0.2.7 null pam x2"]
  })),
  {
    why: "no line of PAM stands for more failures than a line can",
    lines: [
      "0 sshd[1]: message repeated 999999999 times: [ PAM 999999999 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root]"
    ],
    attempts: ["failed root 192.0.2.7 null pam x999999999"]
  },
  {
    why: "a timeout belongs to the process that it names",
    lines: [
      `0 sshd[7]: Invalid user a ${from}`,
      "120 sshd[1]: Timeout before authentication for connection from 192.0.2.7 to 192.0.2.1, pid = 7"
    ],
    attempts: ["abandoned a 192.0.2.7 4001 null x1"]
  },
  {
    why: "a name of an account that may not log in is known, whatever later lines call it",
    lines: [
      "0 sshd[1]: User root from 192.0.2.7 not allowed because not listed in AllowUsers",
      `1 sshd[1]: Failed password for invalid user root ${from} ssh2`
    ],
    attempts: ["failed root 192.0.2.7 4001 password x1 known"]
  },
  {
    why: "other programs do not count",
    lines: ["0 su[1]: Failed password for root from 192.0.2.7 port 4001 ssh2"],
    attempts: []
  }
];

for (const {why, lines, attempts} of cases)
  test(why, () => {
    const got = scan(lines.map((line) => stamped(line)).join("")).flatMap((connection) =>
      connection.attempts.map(words)
    );
    assert.deepEqual(
      got.map((text, i) => (attempts[i]?.endsWith("known") ? text : text.replace(/ known$/, ""))).toSorted(),
      attempts.toSorted()
    );
  });

test("any cut into chunks gives the same connections", () => {
  const bytes = Buffer.from(everything());
  const whole = scan(bytes);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), {maxLength: 20}), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const parts = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
      assert.deepEqual(scan(...parts), whole);
    }),
    {seed: 1, numRuns: 100}
  );
});

test("a pause between any two lines gives the same connections", () => {
  const lines = everything().split(/(?<=\n)/);
  const whole = byId(scan(lines.join("")));
  for (let cut = 0; cut <= lines.length; cut += 1) {
    const closed: Connection[] = [];
    const first = createScanner({...options, onConnection: (one) => closed.push(one)});
    first.push(Buffer.from(lines.slice(0, cut).join("")));
    const second = createScanner({...options, state: first.save(), onConnection: (one) => closed.push(one)});
    second.push(Buffer.from(lines.slice(cut).join("")));
    second.finish();
    assert.deepEqual(byId(closed), whole, `after line ${cut}`);
  }
});

test("what is open, as it stands, is what an end of the log would make of it", () => {
  const lines = everything().split(/(?<=\n)/);
  for (let cut = 0; cut <= lines.length; cut += 1) {
    const closed: Connection[] = [];
    const scanner = createScanner({...options, onConnection: (one) => closed.push(one)});
    scanner.push(Buffer.from(lines.slice(0, cut).join("")));
    const stands = [...closed, ...scanner.open()];
    scanner.finish();
    assert.deepEqual(byId(stands), byId(closed), `after line ${cut}`);
  }
});

test("the ledger adds up for any bytes", () => {
  const lines = everything().split(/(?<=\n)/);
  const line = fc.oneof(
    fc.constantFrom(...lines),
    fc.string({unit: "binary"}).map((text) => `${text}\n`)
  );
  fc.assert(
    fc.property(fc.array(line, {maxLength: 40}), (some) => {
      const scanner = createScanner({...options, onConnection: () => undefined});
      scanner.push(Buffer.from(some.join("")));
      scanner.finish();
      for (const {read, ...kinds} of scanner.ledgers.values())
        assert.equal(
          read,
          Object.values(kinds).reduce((sum, n) => sum + n, 0)
        );
      const read = [...scanner.ledgers.values()].reduce((sum, ledger) => sum + ledger.read, 0);
      assert.equal(read, linesIn(some.join("")));
    }),
    {seed: 2, numRuns: 300}
  );
});

/**
 * Returns how many lines a text has: zeros at the start or end of a line, eight within one, and a newline directly
 * behind them are none, but end the line before.
 */
function linesIn(text: string): number {
  const parts = text.split(/(?<![^\n])\0+\n?|\0+\n|\0{8,}\n?/);
  return parts.reduce((sum, part) => sum + part.split("\n").length - Number(part === "" || part.endsWith("\n")), 0);
}

const options: Omit<ScannerOptions, "onConnection"> = {year: 2025};

function scan(...parts: (string | Buffer)[]): Connection[] {
  const closed: Connection[] = [];
  const scanner = createScanner({...options, onConnection: (one) => closed.push(one)});
  for (const part of parts) scanner.push(Buffer.from(part));
  scanner.finish();
  return closed;
}

/** All cases one after the other, a day each. */
function everything(): string {
  return cases.flatMap(({lines}, day) => lines.map((line) => stamped(line, day))).join("");
}

function stamped(line: string, day = 0): string {
  const [seconds, rest] = [Number(line.slice(0, line.indexOf(" "))), line.slice(line.indexOf(" ") + 1)];
  const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
  return `Mar ${String(1 + day).padStart(2)} ${clock} pi ${rest}\n`;
}

function words({outcome, user, ip, port, method, times, known}: Attempt): string {
  return `${outcome} ${user} ${ip} ${port} ${method} x${times}${known ? " known" : ""}`;
}

function byId(connections: readonly Connection[]): Connection[] {
  return connections.filter(({attempts, echo}) => attempts.length + echo > 0).toSorted((a, b) => a.id - b.id);
}
