import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {createClock} from "../../lib/log/line/clock.ts";
import {parseLine} from "../../lib/log/line/line.ts";

const says = "Failed password for root from 192.0.2.1 port 40001 ssh2";
const bad = "Bad password attempt for 'root' from 192.0.2.1:40001";
const pam =
  "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root";

function kindOf(line: string): string {
  return parseLine(Buffer.from(line).toString("latin1"), createClock({year: 2026})).kind;
}

/** Lines of sshd or dropbear by their looks, behind headers that nobody understands. */
const unread = [
  `§§ 99|x|pi|y sshd[101]: ${says}`,
  `w40 day4 10h pi sshd[101]: ${says}`,
  `w40 day4 10h pi sshd-session[101]: Hello`,
  `w40;day4;10h;pi;sshd-auth[101];Hello`,
  `Oct  1 10:00:00 pi my sshd[7]: ${says}`,
  `2026-10-01 10:00:00 web db sshd[7]: ${says}`,
  `2026-10-01 10:00:00 web db dropbear[7]: ${bad}`,
  `w40 pi openssh-sshd[7]: Hello`,
  `w40 pi /usr/sbin/sshd[7]: Hello`,
  `w40 pi addon_core_ssh[7]: Hello`,
  `w40 pi sshd(pam_unix)[7]: session opened`,
  `w40 pi > ${says}`,
  `w40 pi: ${bad}`,
  `w40 pi: ${pam}`,
  `2026-10-01T10:00:00Z pi ${says}`,
  `Oct  1 10:00:00 pi message repeated 2 times: [ ${says}]`,
  `{"host":"pi","message":"${says}","@timestamp":"2026-10-01T10:00:00Z"}`,
  `{"_source":{"message":"Invalid user eve from 192.0.2.1 port 40001\\r\\n"}}`,
  `    MESSAGE=${says}`,
  `level=info msg='${says}'`,
  `2026-10-01T10:00:00Z\tsystem.auth\t{"message":"${says}"}`,
  `2026-10-01T10:00:00.123Z stderr P ${says}`,
  `Oct  1 10:00:00 pi sshd[7/0x1f3a]: ${says}`,
  `Oct  1 10:00:00 pi sshd[7.140212]: Hello`,
  `Thu 2026-10-01 10:00:00 CEST pi sshd[101]: ${says}`
];

/** Lines of other programs, or of none, that quote what sshd says. */
const others = [
  "2026-10-01 10:00:00,123 fail2ban.filter         [721]: INFO    [sshd] Found 192.0.2.1 - 2026-10-01 10:00:00",
  "2026-10-01 10:00:00,123 fail2ban.actions        [721]: NOTICE  [sshd] Ban 192.0.2.1",
  "Oct  1 10:00:00 pi sudo:       pi : TTY=pts/0 ; PWD=/home/pi ; USER=root ; COMMAND=/usr/bin/grep sshd[1]: /var/log/auth.log",
  "Oct  1 10:00:00 pi CRON[1]: (root) CMD (grep sshd[1]: /var/log/auth.log)",
  `Oct  1 10:00:00 pi su[1]: ${says}`,
  `Oct  1 10:00:00 pi my: sshd[1]: ${says}`,
  `Oct  1 10:00:00 pi my{x}: sshd[1]: ${says}`,
  `Oct  1 10:00:00 pi Plex Media Server[1]: sshd[1]: ${says}`,
  `2026-10-01 10:00:00,123 app.views WARNING: GET /${says}`,
  `Oct  1 10:00:00 pi sshd@1000[7]: ${says}`,
  "Oct  1 10:00:00 pi systemd[1]: Started sshd.service - OpenBSD Secure Shell server.",
  "type=USER_LOGIN msg=audit(1790848800.415:4063): pid=1 uid=0 msg='op=login exe=\"/usr/sbin/sshd\" addr=192.0.2.1 terminal=sshd res=failed'",
  'type=EXECVE msg=audit(1790848800.415:4063): argc=2 a0="grep" a1="sshd[1]"',
  "-- Boot 0123456789abcdef --",
  "-- Journal begins at Thu 2026-10-01 10:00:00 UTC. --",
  "==> /var/log/auth.log <==",
  "the sshd on port 22",
  "Accepted: 5, Failed: 3",
  ""
];

for (const line of unread) test(`unread: ${line}`, () => assert.equal(kindOf(line), "unread"));
for (const line of others) test(`other: ${line}`, () => assert.equal(kindOf(line), "other"));

test("an unread line makes no attempt: it names no user, address or host", () => {
  for (const line of unread) {
    const {user, ip, rhost, port, host, process, role, family} = parseLine(line, createClock({year: 2026}));
    assert.deepEqual(
      [user, ip, rhost, port, host, process, role, family],
      [null, null, null, null, null, null, "none", null]
    );
  }
});

test("a line of sshd behind any words is never another program's, unless a program's tag is among them", () => {
  const words = fc.array(fc.stringMatching(/^[a-z|§/.]{1,8}$/), {minLength: 3, maxLength: 6});
  fc.assert(
    fc.property(words, (some) => {
      assert.notEqual(kindOf(`${some.join(" ")} sshd[7]: ${says}`), "other");
    }),
    {seed: 20261001}
  );
});

test("a long line without a header takes time in proportion to its length", () => {
  let longest = 0;
  for (const repeat of [
    "a",
    "a ",
    "sshd[",
    "sshd-",
    "_ssh",
    "Failed password for ",
    '"Failed',
    "a/",
    "pi-",
    "pi:",
    "1:",
    "Oct ",
    "[",
    '{"log":',
    "<1>",
    "2026-",
    "\t",
    "\x1b[0m",
    "sshd | "
  ]) {
    const started = performance.now();
    kindOf(`${repeat.repeat(Math.ceil(65_536 / repeat.length))}!`);
    longest = Math.max(longest, performance.now() - started);
  }
  assert.ok(longest < 500, `${longest} ms for 64 KiB`);
});
