import {compile, shape, type Matcher, type Pattern} from "./pattern.ts";
import {decodeRaw} from "../event/escapes.ts";

const module = String.raw`(?:(?<module>pam_\w{1,40})(?:\([^\s()]{0,64}\))?: |\((?<module>pam_\w{1,40})\) )?`;
// The first of the places where the rest of the message can be read: what follows ` user=` is the name, whatever it
// holds.
const ends = String.raw`;.*? rhost=(?<rhost>\S{0,255})(?: +user=(?<user>.*)| *)$`;
const named = {kind: "named", whole: true} as const;

/**
 * What PAM modules write under the tag of sshd or dropbear (pam_unix's support.c); nobody has escaped the names in it.
 */
export const pam: readonly Pattern[] = [
  {
    ...named,
    role: "pam",
    pattern: shape`${module}authentication failure${ends}`,
    samples: [
      "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root",
      "(pam_unix) authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root",
      "authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=192.0.2.1  user=root"
    ]
  },
  {
    ...named,
    role: "pam-more",
    pattern: shape`(?:PAM |${module})(?<more>\d{1,9}) more authentication failures?${ends}`,
    samples: [
      "PAM 5 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root",
      "2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1",
      "pam_unix(sshd:auth): 1 more authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1"
    ]
  },
  {
    kind: "noise",
    role: "none",
    pattern: shape`pam_\w{1,40}(?:\([^\s()]{0,64}\))?: (?!\d{0,9} ?(?:more )?authentication failures?;)`,
    whole: true,
    samples: ["pam_unix(sshd:auth): check pass; user unknown"]
  },
  {
    kind: "noise",
    role: "none",
    pattern: shape`(?:PAM service\(\S{1,64}\) ignoring max retries|check pass; user unknown|bad username \[|session (?:opened|closed) for user |account \S.* has expired|auth could not identify password)`,
    whole: true,
    samples: [
      "PAM service(sshd) ignoring max retries; 6 > 3",
      "check pass; user unknown",
      "bad username []",
      "session opened for user alice by (uid=0)",
      "account alice has expired (account expired)",
      "auth could not identify password for [alice]"
    ]
  }
];

/** Finds what a line of PAM says. */
export const matchPam: Matcher = compile(pam, decodeRaw);
