import {compile, type Matcher, type Pattern} from "./pattern.ts";
import {decodeRaw} from "../event/escapes.ts";
import {end, named, noise, probe} from "./pieces.ts";

const from = String.raw` from (?<at>\S{1,80}) *$`;

/** Returns a pattern for a message of dropbear: releases before 2011 begin it in lower case. */
function words(texts: TemplateStringsArray, ...parts: readonly string[]): {pattern: RegExp; whole: true} {
  return {pattern: new RegExp(`^${String.raw(texts, ...parts)}`, "is"), whole: true};
}

/** What dropbear says (its svr-auth*.c and svr-session.c); names stand in quotes and are not escaped. */
export const dropbear: readonly Pattern[] = [
  {
    kind: "failed",
    role: "verdict",
    known: true,
    method: "password",
    ...words`(?:Bad (?:PAM )?|Too-long )password attempt for '(?<user>.*)'${from}`,
    samples: [
      "Bad password attempt for 'root' from 192.0.2.1:40022",
      "Too-long password attempt for 'root' from 192.0.2.1:40022"
    ]
  },
  {
    kind: "failed",
    role: "verdict",
    known: true,
    method: "publickey",
    ...words`Pubkey auth bad signature for '(?<user>.*)' with (?:\S{1,64} )?key [^']{1,300}${from}`,
    samples: ["Pubkey auth bad signature for 'root' with key sha1!! 00:11 from 192.0.2.1:40022"]
  },
  {
    ...named, // the first of two factors; another judgement follows
    known: true,
    ...words`(?:(?:PAM )?Password|Pubkey) auth succeeded for '(?<user>.*)'(?: with (?:\S{1,64} )?key [^']{1,300})? from (?<at>\S{1,80}), extra auth required *$`,
    samples: [
      "Password auth succeeded for 'root' from 192.0.2.1:40022, extra auth required",
      "PAM password auth succeeded for 'root' from 192.0.2.1:40022, extra auth required",
      "Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:AAAA from 192.0.2.1:40022, extra auth required"
    ]
  },
  {
    kind: "accepted",
    role: "verdict",
    known: true,
    method: "password",
    ...words`(?:(?:PAM )?Password auth succeeded|Auth succeeded with blank password) for '(?<user>.*)'${from}`,
    samples: [
      "Password auth succeeded for 'root' from 192.0.2.1:40022",
      "PAM password auth succeeded for 'root' from 192.0.2.1:40022",
      "Auth succeeded with blank password for 'root' from 192.0.2.1:40022"
    ]
  },
  {
    kind: "accepted",
    role: "verdict",
    known: true,
    method: "publickey",
    ...words`Pubkey auth succeeded for '(?<user>.*)' with (?:\S{1,64} )?key [^']{1,300}${from}`,
    samples: ["Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:AAAA from 192.0.2.1:40022"]
  },
  {
    ...named,
    known: false, // most builds do not say whom
    ...words`Login attempt for nonexistent user(?: '(?<user>.*)')?${from}`,
    samples: ["Login attempt for nonexistent user from 192.0.2.1:40022"]
  },
  {
    ...named,
    ...words`Login attempt with wrong user '?(?<user>.*?)'?${from}`,
    samples: ["Login attempt with wrong user 'admin' from 192.0.2.1:40022"]
  },
  {
    ...named,
    known: true,
    user: "root",
    ...words`root login rejected(?:${from}| *$)`,
    samples: ["root login rejected"]
  },
  {
    ...named,
    known: true,
    ...words`User (?:account )?'(?<user>.*)' (?:has invalid shell, rejected|is locked|has blank password, rejected|is not in .{1,64})(?:${from}| *$)`,
    samples: ["User 'backup' has invalid shell, rejected"]
  },
  {
    ...named,
    known: true,
    ...words`Logins are restricted to the group \S{1,64} but user '(?<user>.*)' is not a member *$`,
    samples: ["Logins are restricted to the group ssh but user 'backup' is not a member"]
  },
  {
    ...named,
    ...end,
    known: true,
    ...words`Exit before auth(?: from <(?<at>[^<>\s]{1,80})>)?:? \(user '(?<user>.*)', \d{1,9} fails\): `,
    samples: ["Exit before auth from <192.0.2.1:40022>: (user 'root', 10 fails): Max auth tries reached - user 'root'"]
  },
  {
    ...named,
    ...end,
    known: false, // 'is invalid' stands for any unknown name
    ...words`Exit before auth(?: from <(?<at>[^<>\s]{1,80})>)?: Max auth tries reached - user 'is invalid'`,
    samples: ["Exit before auth from <192.0.2.1:40022>: Max auth tries reached - user 'is invalid'"]
  },
  {
    ...probe,
    ...end,
    ...words`(?:Exit before auth|Early exit|Premature exit)(?: from <(?<at>[^<>\s]{1,80})>)?: `,
    samples: [
      "Exit before auth from <192.0.2.1:40022>: Exited normally",
      "Early exit from <192.0.2.1:40022>: Bad buf_getptr",
      "premature exit: Error reading: Connection reset by peer"
    ]
  },
  {
    ...noise,
    ...end,
    ...words`Exit (?:after auth )?\((?<user>.*?)\)(?: from <(?<at>[^<>\s]{1,80})>)?: `,
    samples: ["Exit (root) from <192.0.2.1:40022>: Disconnect received"]
  },
  {
    ...probe,
    ...words`Child connection${from}`,
    samples: ["Child connection from 192.0.2.1:40022"]
  },
  {
    ...noise,
    ...words`(?:Not backgrounding|Running in background|Terminated by signal|Failed (?:listening|loading|reading)|Generated hostkey|Aiee|premature exit|wtmp_write|lastlog_|Inetd-mode|Syslog|pam_\w{1,40}\(\) failed|PAM unknown prompt|User .* executing |Forced command|Command forced|Pty allocation|Port forwarding|Agent forwarding|X11 forwarding|Rejecting, user-|Error |Couldn't |Bad public key options|failed setegid|Too many groups)`,
    samples: [
      "pam_authenticate() failed, rc=7, Authentication failure",
      "pam_acct_mgmt() failed, rc=13, User account has expired",
      "PAM unknown prompt 'Token' (no echo)",
      "User root executing login shell",
      "Forced command set to '/bin/true'",
      "Command forced to '/bin/true'",
      "Pty allocation disabled.",
      "Port forwarding disabled.",
      "Agent forwarding disabled.",
      "X11 forwarding disabled.",
      "Rejecting, user-presence not set",
      "Error forking: Cannot allocate memory",
      "Couldn't set IPV6_V6ONLY",
      "Bad public key options at /etc/dropbear/authorized_keys:1",
      "failed setegid",
      "Too many groups for user 'backup'",
      "Not backgrounding",
      "Running in background",
      "Terminated by signal",
      "Failed listening on '22': Error listening: Address already in use",
      "Generated hostkey is /etc/dropbear/dropbear_rsa_host_key",
      "Aiee, segfault! You should probably report this as a bug to the developer",
      "wtmp_write: problem writing /dev/null/wtmp: Not a directory",
      "lastlog_openseek: /var/log/lastlog is not a file or directory!"
    ]
  }
];

/** Finds what a message of dropbear says. */
export const matchDropbear: Matcher = compile(dropbear, decodeRaw);
