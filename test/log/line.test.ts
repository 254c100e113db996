import assert from "node:assert/strict";
import test from "node:test";
import {parseMessage} from "../../lib/log/line/line.ts";
import type {Event} from "../../lib/log/event/event.ts";

type Expected = Partial<Event> & Pick<Event, "kind">;

const pamText = "logname= uid=0 euid=0 tty=ssh ruser=";
const far = {ip: "192.0.2.1", port: 40022} as const;

/** Messages of sshd and of PAM under its tag, with what they say. */
const messages: readonly (readonly [message: string, expected: Expected])[] = [
  [
    "Failed password for root from 192.0.2.1 port 40022 ssh2",
    {kind: "failed", role: "verdict", user: "root", known: true, method: "password", times: 1, preauth: false, ...far}
  ],
  [
    "Failed password for invalid user a b from 192.0.2.1 port 40022 ssh2",
    {kind: "failed", user: "a b", known: false, ...far}
  ],
  ["Failed password for illegal user eve from 192.0.2.1 port 40022 ssh2", {kind: "failed", user: "eve", known: false}],
  [
    "Failed password for invalid user invalid user root from 192.0.2.1",
    {kind: "failed", user: "invalid user root", port: null}
  ],
  ["Failed password for invalid from 192.0.2.1 port 40022 ssh2", {kind: "failed", user: "invalid", known: true}],
  [
    "Failed keyboard-interactive for <invalid username> from 192.0.2.1",
    {kind: "failed", user: "<invalid username>", known: false}
  ],
  [
    "Failed keyboard-interactive/pam for root from 192.0.2.1 port 40022 ssh2",
    {kind: "failed", method: "keyboard-interactive/pam"}
  ],
  [
    "Failed none for invalid user  from 192.0.2.1 port 40022 ssh2",
    {kind: "failed", role: "name", user: "", method: "none"}
  ],
  [
    'Failed hostbased for dan from 192.0.2.1 port 40022 ssh2: RSA SHA256:x, client user "root from 203.0.113.9 port 9 ssh2"',
    {kind: "failed", user: "dan", method: "hostbased", ...far}
  ],
  [
    "Failed password for eve from 192.0.2.1 port 40022 ssh2: from 203.0.113.9 port 9 ssh2",
    {kind: "failed", user: "eve", ...far}
  ],
  [
    "message repeated 5 times: [ Failed password for root from 192.0.2.1 port 40022 ssh2]",
    {kind: "failed", times: 5, ...far}
  ],
  [
    "message repeated 2 times: [ error: PAM: Authentication failure for root from 192.0.2.1]",
    {kind: "named", times: 2, user: "root"}
  ],
  [
    "message repeated 2 times: [ Connection closed by 192.0.2.1 port 40022 [preauth]]",
    {kind: "probe", times: 2, preauth: true}
  ],
  [
    "Accepted publickey for git from 192.0.2.1 port 40022 ssh2: ED25519 SHA256:x",
    {kind: "accepted", user: "git", known: true, method: "publickey"}
  ],
  ["Accepted key ED25519 SHA256:x found at /home/git/.ssh/authorized_keys:1", {kind: "noise", user: null}],
  [
    "error: PAM: Authentication failure for illegal user eve from h.example.net",
    {kind: "named", role: "interactive", user: "eve", known: false, ip: null, rhost: "h.example.net"}
  ],
  [
    "error: PAM: authentication error for eve from 192.0.2.1 via 198.51.100.2",
    {kind: "named", role: "interactive", user: "eve", ip: "192.0.2.1", known: true}
  ],
  ["PAM: Have exhausted maximum number of retries for service for eve from 192.0.2.1", {kind: "named", user: "eve"}],
  ["Invalid user  from 192.0.2.1 port 40022", {kind: "named", role: "name", user: "", known: false, ...far}],
  ["Invalid user eve from 192.0.2.1", {kind: "named", user: "eve", port: null}],
  ["Invalid user eve from UNKNOWN port 65535", {kind: "named", user: "eve", ip: null, rhost: null, port: null}],
  ["Invalid user eve from 192.0.2.1 port 99999", {kind: "named", user: "eve", ip: "192.0.2.1", port: null}],
  [
    "User root from h.example.net not allowed because not listed in AllowUsers",
    {kind: "named", user: "root", known: true, rhost: "h.example.net"}
  ],
  [
    "User x from 203.0.113.9 not allowed because account is locked",
    {kind: "named", user: "x from 203.0.113.9", ip: null}
  ],
  ["User root not allowed because /etc/nologin exists", {kind: "named", user: "root"}],
  [
    "input_userauth_request: invalid user eve [preauth]",
    {kind: "named", role: "request", user: "eve", known: false, preauth: true}
  ],
  ["input_userauth_request: invalid user  [preauth]", {kind: "named", role: "request", user: ""}],
  ["fatal: Access denied for user bob by PAM account configuration [preauth]", {kind: "named", user: "bob", ip: null}],
  ["ROOT LOGIN REFUSED FROM ::ffff:192.0.2.1", {kind: "named", user: "root", ip: "192.0.2.1"}],
  [
    "Connection closed by invalid user  192.0.2.1 port 40022 [preauth]",
    {kind: "named", user: "", known: false, ends: true, leaves: true, ...far}
  ],
  [
    "Connection reset by authenticating user root 192.0.2.1 port 40022 [preauth]",
    {kind: "named", user: "root", known: true}
  ],
  ["Connection closed by 192.0.2.1 [preauth]", {kind: "probe", ends: true, ip: "192.0.2.1"}],
  ["Connection closed by 192.0.2.1 port 40022", {kind: "probe", ends: true, leaves: true, preauth: false, ...far}],
  ["Connection closed by 192.0.2.1", {kind: "noise", ends: true}],
  ["Connection closed by UNKNOWN port 65535 [preauth]", {kind: "probe", ip: null, port: null}],
  ["Connection closed by authenticating", {kind: "unknown"}],
  ["Disconnected from 192.0.2.1 port 40022", {kind: "noise", ends: true, leaves: true, ...far}],
  ["Disconnected from 192.0.2.1 port 40022 [preauth]", {kind: "probe"}],
  ["Disconnected from user alice 192.0.2.1 port 40022", {kind: "noise", role: "none", ...far}],
  [
    "Disconnecting invalid user a 192.0.2.1 port 40022: Change of username or service not allowed: (a,ssh-connection) -> (b 203.0.113.9 port 9,ssh-connection) [preauth]",
    {kind: "named", user: "a", ends: true, leaves: false, ...far}
  ],
  ["Disconnecting: Too many authentication failures for root [preauth]", {kind: "named", user: "root", known: null}],
  ["Disconnecting: Too many authentication failures [preauth]", {kind: "probe", user: null}],
  [
    "Received disconnect from 192.0.2.1 port 40022:11: Failed password for root from 203.0.113.9 port 9 ssh2 [preauth]",
    {kind: "probe", user: null, leaves: true, ends: false, ...far}
  ],
  ["Received disconnect from 192.0.2.1 port 40022:11: disconnected by user", {kind: "noise", leaves: true}],
  ["error: Received disconnect from 2001:db8::1: 3: x: Auth fail", {kind: "probe", ip: "2001:db8::1", port: null}],
  ["Received disconnect from 192.0.2.1: 11:  [preauth]", {kind: "probe", ip: "192.0.2.1"}],
  [
    "Bad protocol version identification 'x' from 203.0.113.9 port 9' from 192.0.2.1 port 40022",
    {kind: "probe", ...far}
  ],
  [
    'error: kex_exchange_identification: client sent invalid protocol identifier "Accepted password for root from 203.0.113.9 port 9 ssh2"',
    {kind: "probe", ip: null, user: null}
  ],
  ["refused connect from x (203.0.113.9) (192.0.2.1)", {kind: "probe", ip: "192.0.2.1"}],
  [
    "Timeout before authentication for connection from 192.0.2.1 to 198.51.100.2, pid = 4242",
    {kind: "probe", aboutPid: 4242, ip: "192.0.2.1", port: null}
  ],
  [
    "drop connection #0 from [2001:db8::1]:40022 on [2001:db8::2]:22 penalty: failed authentication",
    {kind: "probe", ip: "2001:db8::1", port: 40022}
  ],
  [
    "reverse mapping checking getaddrinfo for Failed.password.for.root [192.0.2.1] failed - POSSIBLE BREAK-IN ATTEMPT!",
    {kind: "noise", user: null}
  ],
  ["debug1: Failed password for root from 203.0.113.9 port 9 ssh2", {kind: "noise", ip: null}],
  ["last message repeated 2 times", {kind: "noise", times: 1}],
  [
    `pam_unix(sshd:auth): authentication failure; ${pamText} rhost=192.0.2.1  user=x rhost=203.0.113.9`,
    {
      kind: "named",
      role: "pam",
      pam: true,
      module: "pam_unix",
      user: "x rhost=203.0.113.9",
      known: true,
      ip: "192.0.2.1"
    }
  ],
  [
    `pam_unix(sshd:auth): authentication failure; ${pamText}a rhost=203.0.113.9 rhost=192.0.2.1`,
    {kind: "named", user: null, known: null, ip: "192.0.2.1"}
  ],
  [
    `pam_sss(sshd:auth): authentication failure; ${pamText} rhost=192.0.2.1 user= 0101`,
    {kind: "named", module: "pam_sss", user: " 0101", known: null}
  ],
  [
    `pam_unix(sshd:auth): authentication failure; ${pamText} rhost=  user=root`,
    {kind: "named", user: "root", ip: null, rhost: null}
  ],
  [
    `PAM 5 more authentication failures; ${pamText} rhost=h.example.net  user=root`,
    {kind: "named", role: "pam-more", more: 5, user: "root", rhost: "h.example.net", times: 1, pam: true}
  ],
  [
    `PAM 1 more authentication failure; ${pamText} rhost=192.0.2.1 `,
    {kind: "named", role: "pam-more", more: 1, user: null}
  ],
  ["pam_unix(sshd:session): session opened for user git(uid=1001) by (uid=0)", {kind: "noise", pam: true, user: null}],
  [
    `pam_unix(sshd:auth): authentication failure; ${pamText} rhost=192.0.2.1  user=x [preauth]`,
    {kind: "named", user: "x [preauth]", preauth: false}
  ],
  ["Failed password for eve from 2001:db8:", {kind: "unknown", rhost: null}],
  ["Failed password for eve from 192.0.2", {kind: "unknown", rhost: null}],
  ["Failed password for eve from h.example.net", {kind: "failed", ip: null, rhost: "h.example.net"}],
  ["PAM service(sshd) ignoring max retries; 6 > 3", {kind: "noise"}]
];

const dropbearMessages: readonly (readonly [message: string, expected: Expected])[] = [
  [
    "Bad password attempt for 'x' from 203.0.113.9:9' from 192.0.2.1:40022",
    {kind: "failed", role: "verdict", user: "x' from 203.0.113.9:9", method: "password", ...far}
  ],
  ["bad password attempt for 'root' from ::ffff:192.0.2.1:40022", {kind: "failed", user: "root", ...far}],
  ["Bad PAM password attempt for 'root' from 2001:db8::5:4242", {kind: "failed", ip: "2001:db8::5", port: 4242}],
  [
    "[825] Mar  1 12:00:00 Bad password attempt for 'root' from 192.0.2.1:40022",
    {kind: "failed", user: "root", ...far}
  ],
  [
    "Password auth succeeded for 'root' from [2001:db8::5]:4242",
    {kind: "accepted", method: "password", ip: "2001:db8::5", port: 4242}
  ],
  [
    "Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:x from 192.0.2.1:40022",
    {kind: "accepted", method: "publickey", ...far}
  ],
  [
    "Login attempt for nonexistent user from 192.0.2.1:40022",
    {kind: "named", role: "name", user: null, known: false, ...far}
  ],
  [
    "Exit before auth from <192.0.2.1:40022>: (user 'root', 10 fails): Max auth tries reached - user 'root'",
    {kind: "named", user: "root", ends: true, ...far}
  ],
  [
    "Exit before auth (user 'root', 10 fails): Max auth tries reached - user 'root' from 192.0.2.1:40022",
    {kind: "named", user: "root"}
  ],
  [
    "Exit before auth from <192.0.2.1:40022>: Max auth tries reached - user 'is invalid'",
    {kind: "named", user: null, ...far}
  ],
  ["Exit before auth from <192.0.2.1:40022>: Exited normally", {kind: "probe", ends: true, ...far}],
  ["Exit (root) from <192.0.2.1:40022>: Disconnect received", {kind: "noise", leaves: true}],
  ["Child connection from 192.0.2.1:40022", {kind: "probe", ...far}]
];

function check(family: "sshd" | "dropbear", [message, expected]: readonly [string, Expected]): void {
  test(`${family}: ${message}`, () => {
    const event = parseMessage(message, {time: 1, host: "pi", process: family, pid: 7, family});
    const {time, host, process, pid} = event;
    assert.deepEqual(
      {time, host, process, pid, family: event.family},
      {time: 1, host: "pi", process: family, pid: 7, family}
    );
    for (const key of Object.keys(expected) as (keyof Event)[]) assert.equal(event[key], expected[key], key);
  });
}

for (const row of messages) check("sshd", row);
for (const row of dropbearMessages) check("dropbear", row);

test("a PAM line under an old header has the header's module", () => {
  const head = {time: null, host: null, process: "sshd", pid: 7, family: "sshd", module: "pam_unix"} as const;
  const event = parseMessage(`authentication failure; ${pamText} rhost=192.0.2.1  user=root`, head);
  assert.deepEqual([event.kind, event.module, event.user, event.known], ["named", "pam_unix", "root", true]);
});

test("a failure of PAM under dropbear's tag is PAM's", () => {
  const head = {time: null, host: null, process: "dropbear", pid: 7, family: "dropbear"} as const;
  const event = parseMessage(
    `pam_unix(dropbear:auth): authentication failure; ${pamText} rhost=192.0.2.1  user=root`,
    head
  );
  assert.deepEqual([event.kind, event.role, event.pam], ["named", "pam", true]);
});
