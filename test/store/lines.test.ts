import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {decode, encode} from "../../lib/log/code.ts";
import {createScanner} from "../../lib/log/scanner.ts";
import type {Event} from "../../lib/log/types.ts";
import {linesOf, merged, pack, unpack, written, type Line, type Medium} from "../../lib/store/lines.ts";

const start = Date.UTC(2025, 2, 1, 10) / 1000;

/** Returns the lines of a log of `seconds message` pairs. */
function lines(medium: Medium, ...texts: string[]): Line[] {
  const events: {time: number; event: Event}[] = [];
  const scanner = createScanner({year: 2025, onEvent: (event) => events.push({time: event.time!, event: {...event}})});
  for (const text of texts) {
    const [seconds, message] = [Number(text.slice(0, text.indexOf(" "))), text.slice(text.indexOf(" ") + 1)];
    const stamp = new Date((start + seconds) * 1000).toISOString().slice(11, 19);
    scanner.push(Buffer.from(`Mar  1 ${stamp} pi sshd[7]: ${message}\n`));
  }
  return linesOf(events, medium);
}

const failed = "Failed password for root from 192.0.2.7 port 4001 ssh2";
const repeated = (n: number): string => `message repeated ${n} times: [ ${failed}]`;

/** What syslog's files and the journal have of the same lines, and how many lines were really written. */
const cases: readonly (readonly [why: string, files: string[], journal: string[], attempts: number])[] = [
  ["the same stamp", [`0 ${failed}`], [`0 ${failed}`], 1],
  ["stamps that differ by a second, either way", [`1 ${failed}`, `9 ${failed}`], [`0 ${failed}`, `10 ${failed}`], 2],
  ["stamps that differ by two seconds are two lines", [`0 ${failed}`], [`2 ${failed}`], 2],
  ["a line that the files lost", [`0 ${failed}`], [`0 ${failed}`, `5 ${failed}`], 2],
  ["a line that the journal lost", [`0 ${failed}`, `5 ${failed}`], [`5 ${failed}`], 2],
  [
    "several in one second, as often as in the log that has most",
    [`0 ${failed}`, `0 ${failed}`],
    [`0 ${failed}`, `0 ${failed}`, `0 ${failed}`],
    3
  ],
  [
    "repeats are lines since the stamp before",
    [`0 ${failed}`, `6 ${repeated(3)}`],
    [`0 ${failed}`, `2 ${failed}`, `4 ${failed}`, `6 ${failed}`],
    4
  ],
  [
    "repeats of which the journal has more",
    [`0 ${failed}`, `6 ${repeated(2)}`],
    [`0 ${failed}`, `2 ${failed}`, `4 ${failed}`, `6 ${failed}`],
    4
  ],
  ["only the journal", [], [`0 ${failed}`, `2 ${failed}`], 2],
  ["only files", [`0 ${failed}`, `6 ${repeated(3)}`], [], 4]
];

for (const [why, files, journal, attempts] of cases)
  test(`a file and the journal: ${why}`, () => {
    const [a, b] = [lines("files", ...files), lines("journal", ...journal)];
    for (const all of [merged(a, b), merged(b, a), merged(merged(a, b), a)]) {
      const tries = written(all).reduce(
        (sum, {line, times}) => sum + times * decode(line.code, {time: 0, host: null}).times,
        0
      );
      assert.equal(tries, attempts);
    }
  });

test("packed lines come back as they were", () => {
  const some = merged(
    lines("files", `0 ${failed}`, `6 ${repeated(3)}`, "7 Invalid user ä\tb from 192.0.2.7 port 4001"),
    lines("journal", `0 ${failed}`)
  );
  assert.deepEqual(
    unpack(pack(some)),
    some.map(({time, code, files, journal}) => ({time, code, files, journal}))
  );
  assert.deepEqual(unpack(pack([])), []);
});

const nothing: Event = {
  ...{
    kind: "named",
    time: 1,
    host: "pi",
    process: null,
    pid: null,
    user: null,
    ip: null,
    rhost: null,
    port: null,
    method: null,
    times: 1
  },
  ...{
    family: "sshd",
    role: "name",
    known: null,
    preauth: false,
    ends: false,
    leaves: false,
    pam: false,
    module: null,
    more: 0,
    aboutPid: null
  }
};

test("a code gives its event back, and no two events have one code", () => {
  const name = fc.option(fc.string().map((text) => text.replaceAll(/[\0-\x1f\x7f]/g, "")));
  const event = fc.record({
    ...{
      kind: fc.constantFrom("failed", "accepted", "named", "probe", "noise"),
      role: fc.constantFrom("verdict", "interactive", "pam", "name", "none")
    },
    ...{
      pid: fc.option(fc.nat()),
      user: name,
      ip: fc.option(fc.ipV4()),
      rhost: name,
      port: fc.option(fc.nat(65535)),
      method: name
    },
    ...{times: fc.integer({min: 1, max: 9}), known: fc.option(fc.boolean()), preauth: fc.boolean(), ends: fc.boolean()},
    ...{leaves: fc.boolean(), pam: fc.boolean(), module: name, more: fc.nat(9), aboutPid: fc.option(fc.nat())}
  });
  fc.assert(
    fc.property(event, (some) => {
      const whole = {...nothing, ...some} as Event;
      assert.deepEqual(decode(encode(whole), {time: 1, host: "pi"}), whole);
    }),
    {seed: 1}
  );
});

test("within a second the codes stand as sshd writes the lines", () => {
  const written = [
    "0 Invalid user a from 192.0.2.7 port 4001",
    "0 pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7",
    "0 Failed password for invalid user a from 192.0.2.7 port 4001 ssh2",
    "0 Received disconnect from 192.0.2.7 port 4001:11: Bye Bye [preauth]",
    "0 Disconnected from invalid user a 192.0.2.7 port 4001 [preauth]"
  ];
  const codes = lines("files", ...written.toReversed()).map(({code}) => code);
  assert.deepEqual(
    codes,
    written.map((line) => lines("files", line)[0]!.code)
  );
});
