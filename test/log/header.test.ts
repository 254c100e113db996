import assert from "node:assert/strict";
import test from "node:test";
import {createClock} from "../../lib/log/line/clock.ts";
import {parseLine} from "../../lib/log/line/line.ts";

const clock = (): ReturnType<typeof createClock> => createClock({year: 2025, newest: Date.parse("2025-12-31") / 1000});
const says = "Invalid user eve from 192.0.2.1 port 40022";
const march = Date.parse("2025-03-01T12:00:00Z") / 1000;

/** Each form of a header, with the time, host, process and pid that are in it. */
const headers: readonly [
  form: string,
  line: string,
  time: number | null,
  host: string | null,
  process: string | null,
  pid: number | null
][] = [
  ["RFC 3164", `Mar  1 12:00:00 pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["one blank before the day", `Mar 1 12:00:00 pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["two digits of a day", `Mar 01 12:00:00 pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["no host", `Mar  1 12:00:00 sshd[7]: ${says}`, march, null, "sshd", 7],
  ["an empty host", `Mar  1 12:00:00  sshd[7]: ${says}`, march, null, "sshd", 7],
  ["a process of OpenSSH 9.8", `Mar  1 12:00:00 pi sshd-session[7]: ${says}`, march, "pi", "sshd-session", 7],
  ["a process of OpenSSH 10", `Mar  1 12:00:00 pi sshd-auth[7]: ${says}`, march, "pi", "sshd-auth", 7],
  ["a process with its path", `Mar  1 12:00:00 pi /usr/sbin/sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["metalog", `Mar  1 12:00:00 [sshd] ${says}`, march, null, "sshd", null],
  ["metalog with a colon", `Mar  1 12:00:00 [sshd]: ${says}`, march, null, "sshd", null],
  ["rsyslog without a colon", `2025-03-01T12:00:00Z pi sshd[7] ${says}`, march, "pi", "sshd", 7],
  ["Busybox", `Mar  1 12:00:00 pi auth.info sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["Solaris", `Mar  1 12:00:00 pi sshd[7]: [ID 800047 auth.info] ${says}`, march, "pi", "sshd", 7],
  ["FreeBSD -v", `Mar  1 12:00:00 <10.5> pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["FreeBSD -vv", `Mar  1 12:00:00 <auth.info> pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["socklog", `2025-03-01T12:00:00.46667 auth.info: ${says}`, march, null, null, null],
  ["socklog with a process", `2025-03-01T12:00:00.46667 auth.info: sshd[7]:  ${says}`, march, null, "sshd", 7],
  [
    "socklog, two stamps",
    `2025-03-01T12:00:00.46667 auth.info: Mar  1 13:00:00 sshd[7]: ${says}`,
    march,
    null,
    "sshd",
    7
  ],
  ["ISO", `2025-03-01T13:00:00.250000+01:00 pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["macOS", `2025-03-01 04:00:00.801612-0800  pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["ISO without a process", `2025-03-01 12:00:00.108781500 ${says}`, march, null, null, null],
  ["RFC 5424", `<38>1 2025-03-01T12:00:00.954167Z pi sshd 7 - - ${says}`, march, "pi", "sshd", 7],
  ["RFC 5424 without priority", `2025-03-01T12:00:00Z pi sshd 7 - - ${says}`, march, "pi", "sshd", 7],
  ["RFC 5424, much unknown", `<38>1 - - sshd - - - ${says}`, null, null, "sshd", null],
  [
    "RFC 5424 with data",
    `<38>1 2025-03-01T12:00:00Z pi sshd 7 - [meta sequenceId="1"] ${says}`,
    march,
    "pi",
    "sshd",
    7
  ],
  [
    "RFC 5424, data that look like a message",
    `<38>1 2025-03-01T12:00:00Z pi sshd 7 m [a b="x\\"] pi sshd[1]: y"][c] ${says}`,
    march,
    "pi",
    "sshd",
    7
  ],
  ["a priority alone", `<38>Mar  1 12:00:00 pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["journalctl -o short-unix", `1740830400.738197 pi sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["no stamp", `pi sshd[7]: ${says}`, null, "pi", "sshd", 7],
  ["neither stamp nor host", `sshd[7]: ${says}`, null, null, "sshd", 7],
  ["nothing", says, null, null, null, null],
  ["the kernel's echo", `kernel:[  970.699396]: ${says}`, null, null, null, null],
  ["the kernel's echo of a line", `Mar  1 12:00:00 pi kernel: [  970.699396] sshd[7]: ${says}`, march, "pi", "sshd", 7],
  ["a return at the end", `Mar  1 12:00:00 pi sshd[7]: ${says}\r`, march, "pi", "sshd", 7]
];

for (const [form, line, time, host, process, pid] of headers)
  test(`header: ${form}`, () => {
    const event = parseLine(line, clock());
    const {kind, user, ip, port, family} = event;
    assert.deepEqual([event.time, event.host, event.process, event.pid], [time, host, process, pid]);
    assert.deepEqual(
      {kind, user, ip, port, family},
      {kind: "named", user: "eve", ip: "192.0.2.1", port: 40022, family: "sshd"}
    );
  });

/** Lines of other programs say nothing of ours, whatever they hold. */
const others: readonly (readonly [line: string, process: string | null])[] = [
  [`Mar  1 12:00:00 pi su[7]: ${says}`, "su"],
  [`Mar  1 12:00:00 pi sudo: sshd[7]: ${says}`, "sudo"],
  [`Mar  1 12:00:00 pi CRON[7]: (root) CMD (echo "pi sshd[1]: ${says}")`, "CRON"],
  [`Mar  1 12:00:00 sudo: ${says}`, "sudo"],
  [
    `Mar  1 12:00:00 pi su(pam_unix)[7]: authentication failure; logname= uid=0 euid=0 tty=pts/0 ruser=eve rhost=  user=root`,
    "su"
  ],
  [
    `Mar  1 12:00:00 pi (pam_unix)[7]: authentication failure; logname= uid=0 euid=0 tty=pts/0 ruser=eve rhost=  user=root`,
    "(pam_unix)"
  ],
  [`Mar  1 12:00:00 pi sshdx[7]: ${says}`, "sshdx"],
  [`Mar  1 12:00:00 my{x}: sshd[7]: ${says}`, null],
  [`Mar  1 12:00:00 my: sshd[7]: ${says}`, "my"],
  [`Mar  1 12:00:00 remove sudo: sshd[7]: ${says}`, "sudo"],
  [`<38>1 2025-03-01T12:00:00Z pi su 7 - [a b="pi sshd[1]:"] ${says}`, "su"],
  [`type=USER_LOGIN msg=audit(1740830400.415:4063): user pid=1 exe="/usr/sbin/sshd"`, null],
  ["", null],
  ["   ", null],
  ["last words", null],
  ["last: words", null],
  ["error: x", null]
];

for (const [line, process] of others)
  test(`other: ${line}`, () => {
    const event = parseLine(line, clock());
    assert.equal(event.kind, "other");
    assert.equal(event.process, process);
    const {family, role, user, ip, rhost, port, method, times} = event;
    assert.deepEqual({family, role, user, ip, rhost, port, method, times}, {...nothing, times: 1});
  });

const nothing = {family: null, role: "none", user: null, ip: null, rhost: null, port: null, method: null};

test("headers that name a PAM module are sshd's where the tty is", () => {
  for (const tag of ["sshd(pam_unix)[7]", "(pam_unix)[7]", "(pam_unix)"]) {
    const text = "authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=192.0.2.1  user=root";
    const {kind, family, module, user, ip} = parseLine(`Mar  1 12:00:00 pi ${tag}: ${text}`, clock());
    assert.deepEqual([kind, family, module, user, ip], ["named", "sshd", "pam_unix", "root", "192.0.2.1"], tag);
  }
});

test("a line of sshd without a message, or in other words, is unknown", () => {
  for (const message of ["", " ", "Hello", "\xff\xfe\xc3(", "Failed password for root", "Invalid user", "Accepted"])
    assert.equal(parseLine(`Mar  1 12:00:00 pi sshd[7]: ${message}`, clock()).kind, "unknown", message);
});
