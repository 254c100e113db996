import assert from "node:assert/strict";
import test from "node:test";
import {createClock, type Clock} from "../../lib/log/line/clock.ts";
import {isStampLike} from "../../lib/log/line/host.ts";
import {parseLine} from "../../lib/log/line/line.ts";
import {family} from "../../lib/log/line/program.ts";
import {bearerOf} from "../../lib/log/line/zones.ts";
import {readStamp, timeOf} from "../../lib/log/line/stamp.ts";
import {stampForms} from "../../lib/log/line/stamp-forms.ts";
import {wrappers} from "../../lib/log/line/wrappers.ts";

const clock = (zone = "UTC"): Clock => createClock({zone, year: 2026, newest: Date.parse("2026-12-31") / 1000});

function latin1(text: string): string {
  return Buffer.from(text).toString("latin1");
}

for (const {name, samples} of stampForms)
  test(`stamp form: ${name}`, () => {
    for (const [text, iso] of samples) {
      const stamp = readStamp(latin1(text), clock());
      assert.ok(stamp, text);
      const time = timeOf(stamp, clock(), null);
      const shown = time === null ? null : new Date(time * 1000 + stamp.millisecond).toISOString();
      assert.equal(shown?.replace(".000Z", "Z") ?? null, iso, text);
    }
  });

test("no form of stamps takes a sample of another one before that", () => {
  for (const [at, {samples}] of stampForms.entries())
    for (const [text] of samples) {
      const bare = latin1(text).replace(/^\[([^\]]*[^\] ])\] $/, text.startsWith("[ ") ? "$&" : "$1 ");
      const first = stampForms.findIndex(({pattern}) => pattern.test(bare));
      assert.equal(first < 0 ? at : first, at, text);
    }
});

for (const {name, samples} of wrappers)
  test(`wrapper: ${name}`, () => {
    for (const [line, text] of samples) {
      const first = wrappers.find(({read}) => read(line, clock()));
      assert.equal(first?.name, name, line);
      assert.equal(first.read(line, clock())?.text, text, line);
    }
  });

const says = "Failed password for root from 192.0.2.1 port 40001 ssh2";
const bad = "Bad password attempt for 'root' from 192.0.2.1:40001";
const october = Date.parse("2026-10-01T10:00:00Z") / 1000;

/** Lines as systems write them, with the host, the program and the process id in them; all of one time, or of none. */
const lines: readonly (readonly [line: string, host: string | null, process: string | null, pid: number | null])[] = [
  // where a stamp says more than one thing
  [`Thu Oct  1 10:00:00 2026 authpriv.warn dropbear[1]: ${bad}`, null, "dropbear", 1],
  [`Thu Oct  1 09:59:00 2026 [1790848800.000] authpriv.warn dropbear[1]: ${bad}`, null, "dropbear", 1],
  [`Thu Oct  1 10:00:00 2026 daemon.info dropbear[1]: ${bad}`, null, "dropbear", 1],
  // journalctl
  [`Thu 2026-10-01 10:00:00 UTC pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Thu 2026-10-01 10:00:00 UTC pi ssh.service[1]: ${says}`, "pi", "ssh.service", 1],
  [`Thu 2026-10-01 10:00:00 +00 pi ssh@3.service[1]: ${says}`, "pi", "ssh@3.service", 1],
  [`2026-10-01T10:00:00+0000 pi sshd-session[1]: ${says}`, "pi", "sshd-session", 1],
  [`1790848800.000000 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [
    `Oct 01 10:00:00 pi sshd@7-192.0.2.1:22-198.51.100.2:9.service[1]: ${says}`,
    "pi",
    "sshd@7-192.0.2.1:22-198.51.100.2:9.service",
    1
  ],
  // supervisors
  [`2026-10-01_10:00:00.00000 sshd[1]: ${says}`, null, "sshd", 1],
  [`2026-10-01T10:00:00.00000 sshd[1]: ${says}`, null, "sshd", 1],
  [`@400000006abe2f2a00000000 sshd[1]: ${says}`, null, "sshd", 1],
  [`@400000006abe2f2a00000000 ${says}`, null, null, null],
  // containers
  [`{"log":"${says}\\r\\n","stream":"stderr","time":"2026-10-01T10:00:00Z"}`, null, null, null],
  [`{"log":"pi sshd[1]: ${says}\\n","stream":"stdout","time":"2026-10-01T10:00:00Z"}`, "pi", "sshd", 1],
  [`2026-10-01T10:00:00.000000001Z stderr F ${says}`, null, null, null],
  [`2026-10-01T10:00:00.000000001Z stdout F Oct  1 10:00:00 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`sshd-1  | 2026-10-01T10:00:00Z ${says}`, null, null, null],
  [`\x1b[36msshd-1  | \x1b[0m2026-10-01T10:00:00Z sshd[1]: ${says}`, null, "sshd", 1],
  [`[pod/ssh-0/sshd] 2026-10-01T10:00:00Z ${says}`, null, null, null],
  // grep
  [`auth.log.1:Oct  1 10:00:00 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`./var/log/auth.log-17-Oct  1 10:00:00 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`/var/log/auth.log-20261004:3:2026-10-01T10:00:00Z pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`     7\tOct  1 10:00:00 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [
    `\x1b[35m\x1b[Kauth.log\x1b[m\x1b[K:Oct  1 10:00:00 pi sshd[1]: \x1b[01;31m\x1b[KFailed\x1b[m\x1b[K${says.slice(6)}`,
    "pi",
    "sshd",
    1
  ],
  // relays
  [`2026-10-01T10:00:00Z Oct  1 12:00:00 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:09 relay 1 2026-10-01T10:00:00Z pi sshd 1 - - ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 relay <38>Oct  1 09:59:58 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`2026-10-01T10:00:00Z relay <38>sshd[1]: ${says}`, "relay", "sshd", 1],
  [`1 2026-10-01T10:00:00Z pi sshd 1 - - ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 192.0.2.9 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 pi pi.example.net sshd[1]: ${says}`, "pi.example.net", "sshd", 1],
  // hosts
  [`Oct  1 10:00:00 Dream-Machine Dream-Machine sshd[1]: ${says}`, "Dream-Machine", "sshd", 1],
  [`Oct  1 10:00:00 [localhost] sshd[1]: ${says}`, "localhost", "sshd", 1],
  [`Oct  1 10:00:00 (none) dropbear[1]: ${bad}`, null, "dropbear", 1],
  [`Oct  1 10:00:00 pi/relay sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 s_net@pi/relay sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 pi(auth.info) sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 pi <auth.info> sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 pi.local, sshd[1]: ${says}`, "pi.local", "sshd", 1],
  [`Oct  1 10:00:00 2001:db8::1: sshd[1]: ${says}`, "2001:db8::1", "sshd", 1],
  [`Oct  1 10:00:00 ap 802aa8123456,U7PG2-4.3.28: dropbear[1]: ${bad}`, "ap", "dropbear", 1],
  [`Oct  1 10:00:00 ap ("U7PG2,802aa8123456,v4.3.28") dropbear[1]: ${bad}`, "ap", "dropbear", 1],
  [`Oct  1 10:00:00 U7PG2,802aa8123456,v4.3.20 dropbear[1]: ${bad}`, "802aa8123456", "dropbear", 1],
  [`Oct  1 10:00:00 ("U7PG2,802aa8123456,v4.3.20.11298") dropbear[1]: ${bad}`, "802aa8123456", "dropbear", 1],
  [`<14>Oct  1 10:00:00 802aa8123456,U6-Lite-6.0.21+14004: dropbear[1]: ${bad}`, "802aa8123456", "dropbear", 1],
  [`Oct  1 10:00:00 aix Message forwarded from web: sshd[1]: ${says}`, "web", "sshd", 1],
  [`Oct  1 10:00:00 aix auth|security:info Message forwarded from web: sshd[1]: ${says}`, "web", "sshd", 1],
  [`Oct  1 10:00:00 Message forwarded from 192.0.2.9: sshd[1]: ${says}`, "192.0.2.9", "sshd", 1],
  // tags and levels
  [`Oct  1 10:00:00 pi sshd[1]:${says}`, "pi", "sshd", 1],
  [`2026-10-01T10:00:00Z pi sshd-session[1]:error: ${says}`, "pi", "sshd-session", 1],
  [`2026-10-01T10:00:00Z dropbear[1]:${bad}`, null, "dropbear", 1],
  [`Oct  1 10:00:00 pi authpriv info sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 pi info sshd[1]: ${says}`, "pi", "sshd", 1],
  [`2026-10-01T10:00:00Z pi auth notice: sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 info pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`2026-10-01T10:00:00Z auth info pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 info sshd[1]: ${says}`, "info", "sshd", 1],
  [`Oct  1 10:00:00 host1 bastion/7d3f5a0c1b2e[900]: ${says}`, "host1", null, null],
  [`Oct  1 10:00:00 host1 sftp.1/atmoz/sftp/7d3f5a0c1b2e[900]: ${says}`, "host1", null, null],
  [`2026-10-01T10:00:00.000Z In(38) sshd[1]: ${says}`, null, "sshd", 1],
  [`2026-10-01T10:00:00.000Z Er(35) sshd[1]: error: ${says}`, null, "sshd", 1],
  [`Oct  1 10:00:00 pi auth.info sshd-session.pam[1]: ${says}`, "pi", "sshd-session.pam", 1],
  [`Oct  1 10:00:00 aix auth|security:info sshd[1]: ${says}`, "aix", "sshd", 1],
  [`Oct  1 10:00:00 ha addon_core_ssh[1]: ${says}`, "ha", "addon_core_ssh", 1],
  [`2026-10-01 10:00:00.000000+0000  localhost com.openssh.sshd[1]: ${says}`, "localhost", "com.openssh.sshd", 1],
  [
    `2026-10-01 12:00:00.000000+0200 0x9a3f     Info        0x0                  1      0    sshd: ${says}`,
    null,
    "sshd",
    1
  ],
  [`Oct  1 10:00:00 pi initramfs-dropbear[1]: ${bad}`, "pi", "initramfs-dropbear", 1],
  [`2026-10-01 10:00:00 Auth.Info 192.0.2.9 Oct  1 10:00:00 sshd[1]: ${says}`, "192.0.2.9", "sshd", 1],
  [`2026-10-01 10:00:00.000 [INFO] sshd[1]: ${says}`, null, "sshd", 1],
  [`Oct  1 10:00:00 pi ERROR sshd[1]: ${says}`, "pi", "sshd", 1],
  [`Oct  1 10:00:00 pi 7d3f5a0c1b2e[900]: ${says}`, "pi", null, null],
  [`10-01 10:00:00.000  1  1234 I sshd    : ${says}`, null, "sshd", 1],
  // separators
  [`Oct  1 10:00:00\tpi\tsshd[1]:\t${says}`, "pi", "sshd", 1],
  [`   Oct  1 10:00:00 pi sshd[1]: ${says}`, "pi", "sshd", 1],
  [`\x1b[0;1;31mOct 01 10:00:00 pi sshd[1]: ${says}\x1b[0m\r`, "pi", "sshd", 1],
  [`1234 2026-10-01 10:00:00.000 ${says}`, null, null, 1234]
];

for (const [line, host, process, pid] of lines)
  test(`header: ${line.slice(0, 90)}`, () => {
    const {kind, time, ...event} = parseLine(line, clock());
    assert.deepEqual([kind, time], ["failed", october]);
    assert.deepEqual(
      [event.host, event.process, event.pid, event.ip, event.user],
      [host, process, pid, "192.0.2.1", "root"]
    );
  });

test("a stamp without a date counts without a time, and makes no host", () => {
  for (const stamp of ["[ 1234.567890]", "[   12.000001 <    0.000001 >]", "10:00:00", "10:00:00.250"]) {
    const {kind, time, host} = parseLine(`${stamp} pi sshd[1]: ${says}`, clock());
    assert.deepEqual([kind, time, host], ["failed", null, "pi"], stamp);
    assert.equal(parseLine(`${stamp} sshd[1]: ${says}`, clock()).host, null);
  }
});

test("an abbreviation of a zone counts where the log's zone bears it at that time", () => {
  const inZone = (text: string, zone: string): (string | null)[] => {
    const {kind, time} = parseLine(`${text} pi sshd[1]: ${says}`, clock(zone));
    return [kind, time === null ? null : new Date(time * 1000).toISOString().slice(0, 16)];
  };
  assert.deepEqual(inZone("Thu 2026-10-01 10:00:00 CEST", "Europe/Berlin"), ["failed", "2026-10-01T08:00"]);
  assert.deepEqual(inZone("Oct  1 10:00:00 CEST", "Europe/Berlin"), ["failed", "2026-10-01T08:00"]);
  assert.deepEqual(inZone("Sun 2026-10-25 02:30:00 CEST", "Europe/Berlin"), ["failed", "2026-10-25T00:30"]);
  assert.deepEqual(inZone("Sun 2026-10-25 02:30:00 CET", "Europe/Berlin"), ["failed", "2026-10-25T01:30"]);
  assert.deepEqual(inZone("Thu 2026-10-01 10:00:00 UTC", "Europe/Berlin"), ["failed", "2026-10-01T10:00"]);
  assert.deepEqual(inZone("Thu 2026-10-01 10:00:00 CET", "Europe/Berlin"), ["unread", null]);
  assert.deepEqual(inZone("Thu 2026-10-01 10:00:00 CEST", "UTC"), ["unread", null]);
  assert.deepEqual(inZone("Thu 2026-10-01 10:00:00 IST", "Asia/Kolkata"), ["failed", "2026-10-01T04:30"]);
  assert.deepEqual(inZone("Thu 2026-10-01 10:00:00 IST", "Asia/Tokyo"), ["unread", null]);
});

test("the zone that is named for an abbreviation bears it at some time", () => {
  const all =
    "ACDT ACST ADT AEDT AEST AKDT AKST AST AWDT AWST BST CAT CDT CEST CET CST ChST EAT EDT EEST EET EST HDT HKT HST IDT IST JST KST MDT MESZ MEST MET MEZ MSD MSK MST NDT NST NZDT NZST PDT PKST PKT PST SAST SST WAT WEST WET WIB WIT WITA";
  for (const name of all.split(" ")) {
    const zone = bearerOf(name);
    assert.ok(zone, name);
    const kinds = ["2008-01-15", "2008-07-15", "2026-01-15"].map(
      (day) => parseLine(`${day} 10:00:00 ${name} pi sshd[1]: ${says}`, createClock({zone})).kind
    );
    assert.ok(kinds.includes("failed"), `${name} in ${zone}`);
  }
  for (const name of ["UTC", "GMT", "XYZT", "constructor", ""]) assert.equal(bearerOf(name), null);
});

test("what looks like a stamp is no host, whatever its form", () => {
  const stamps =
    "2026-10-01T10:00:00.1 2026-10-01_10:00:00.123 2026.10.01-10:00:00 20261001-100000.5 20261001T100000 1790848800.1 01-Oct-2026 10:00:00.5 2026 UTC 26-10-01T10:00:00";
  for (const word of stamps.split(" ")) {
    assert.ok(isStampLike(word), word);
    assert.equal(parseLine(`${word} sshd[1]: ${says}`, clock()).host, null, word);
    assert.equal(parseLine(`Oct  1 10:00:00 ${word} sudo: x`, clock()).host, null, word);
  }
  for (const word of "pi web1 192.0.2.1 2001:db8::1 ip-10-0-0-1 a1b2c3d4e5f6 123456789012 node-1790848800 host.2026".split(
    " "
  )) {
    assert.ok(!isStampLike(word), word);
    assert.equal(parseLine(`Oct  1 10:00:00 ${word} sshd[1]: ${says}`, clock()).host, word);
  }
});

test("a syslog that speaks of itself makes no host", () => {
  for (const text of [
    "syslogd started: BusyBox v1.35.0",
    "syslogd exiting",
    "syslogd 1.5.0: restart.",
    "klogd 1.4.1: x"
  ])
    assert.equal(parseLine(`Oct  1 10:00:00 ${text}`, clock()).host, null, text);
});

test("names of sshd and dropbear elsewhere are theirs, those of other programs are not", () => {
  const sshd =
    "sshd sshd-session sshd-auth sshd-session.pam openssh-sshd com.openssh.sshd ssh.service sshd.service sshd@4-192.0.2.1:22.service app_a0d7b954_ssh addon_core_ssh sshd-unix /usr/sbin/sshd";
  for (const name of sshd.split(" ")) assert.equal(family(name), "sshd", name);
  for (const name of ["dropbear", "dropbear.service", "initramfs-dropbear", "/usr/sbin/dropbear"])
    assert.equal(family(name), "dropbear", name);
  const others =
    "ssh sshdx sshd@1000 sshd-session@0 sshd-keygen sshd-keygen@rsa.service openssh-sshd@1000 my_ssh@1000 sshguard ssh-agent sudo dropbear@1000 dropbearkey sftp-server";
  for (const name of others.split(" ")) assert.equal(family(name), null, name);
});
