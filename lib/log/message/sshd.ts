import {disconnects} from "./disconnects.ts";
import {endings} from "./endings.ts";
import {compile, shape, type Matcher, type Pattern} from "./pattern.ts";
import {probes} from "./probes.ts";
import {quiet} from "./quiet.ts";
import {decodeVis} from "../event/escapes.ts";
import {address, from, method, named} from "./pieces.ts";

/** The judgements: a credential was refused or accepted (auth_log of OpenSSH's auth.c). */
const verdicts: readonly Pattern[] = [
  {
    kind: "failed",
    role: "name", // a client asks by "none" which methods there are
    pattern: shape`Failed (?<method>none) for (?<who>.*)${from}`,
    samples: ["Failed none for invalid user admin from 192.0.2.1 port 40022 ssh2"]
  },
  {
    kind: "failed",
    role: "verdict",
    pattern: shape`Failed ${method} for (?<who>.*)${from}`,
    samples: ["Failed password for invalid user admin from 192.0.2.1 port 40022 ssh2"]
  },
  {
    kind: "accepted",
    role: "verdict",
    known: true,
    pattern: shape`Accepted ${method} for (?<user>.*)${from}`,
    samples: ["Accepted publickey for alice from 192.0.2.1 port 40022 ssh2: ED25519 SHA256:AAAA"]
  },
  {
    ...named,
    role: "interactive",
    // sshpam_query of auth-pam.c; the messages of PAM that hold " for " themselves are spelled out
    pattern: shape`PAM: (?:Have exhausted maximum number of retries for service|Cannot make/remove an entry for the specified session|[^:]{1,100}?) for (?<who>.*) from (?<from>\S{1,255})(?: via \S{1,64})? *$`,
    whole: true,
    samples: ["PAM: Authentication failure for illegal user admin from 192.0.2.1"]
  }
];

/** A user is named, and no credential is judged. */
const names: readonly Pattern[] = [
  {
    ...named,
    known: false,
    pattern: shape`(?:Invalid|Illegal) user (?<user>.*)${from}`,
    samples: ["Invalid user admin from 192.0.2.1 port 40022", "Illegal user admin from 192.0.2.1"]
  },
  {
    ...named,
    known: true,
    pattern: shape`User (?<user>.*) password has expired \((?:root forced|password aged)\) *$`,
    samples: ["User backup password has expired (password aged)"]
  },
  {
    ...named,
    known: true, // allowed_user of auth.c asks only about accounts that exist
    pattern: shape`User (?<user>.*) not allowed because (?:account is locked|shell .* (?:does not exist|is not executable)|\S{1,64}nologin exists) *$`,
    whole: true,
    samples: ["User backup not allowed because shell /bin/none does not exist"]
  },
  {
    ...named,
    known: true,
    pattern: shape`User (?<user>.*) from (?<from>\S{1,255}) not allowed because `,
    samples: ["User root from 192.0.2.1 not allowed because not listed in AllowUsers"]
  },
  {
    ...named,
    pattern: shape`(?:Postponed|Partial) ${method} for (?<who>.*)${from}`,
    samples: [
      "Postponed keyboard-interactive for invalid user admin from 192.0.2.1 port 40022 ssh2",
      "Partial publickey for alice from 192.0.2.1 port 40022 ssh2: ED25519 SHA256:AAAA"
    ]
  },
  {
    ...named,
    pattern: shape`maximum authentication attempts exceeded for (?<who>.*)${from}`,
    samples: ["maximum authentication attempts exceeded for root from 192.0.2.1 port 40022 ssh2"]
  },
  {
    ...named,
    user: "root",
    known: true,
    pattern: shape`ROOT LOGIN REFUSED FROM ${address} *$`,
    samples: ["ROOT LOGIN REFUSED FROM 192.0.2.1 port 40022"]
  },
  {
    ...named,
    known: true,
    pattern: shape`Account (?<user>.*) has expired *$`,
    samples: ["Account backup has expired"]
  },
  {
    ...named,
    known: true,
    pattern: shape`Access denied for user (?<user>.*?)(?: by PAM account configuration|\.) *$`,
    samples: ["Access denied for user alice by PAM account configuration", "Access denied for user alice."]
  },
  {
    ...named,
    known: true,
    pattern: shape`(?:Rhosts a|A)uthentication refused for (?<user>.*)$`,
    samples: [
      "Authentication refused for alice: bad owner or modes for /home/alice/.ssh",
      "Rhosts authentication refused for alice: no home directory /home/alice"
    ]
  },
  {
    ...named,
    // a security key that signed without a touch, or without its PIN (auth2-pubkey.c)
    pattern: shape`public key \S{1,64}(?: \S{1,128})? signature for (?<who>.*)${from.replace(" *$", "")} rejected$`,
    samples: [
      "public key ED25519-SK SHA256:AAAA signature for alice from 192.0.2.1 port 40022 ssh2 rejected: user presence (authenticator touch) requirement not met"
    ]
  },
  {
    ...named,
    known: true,
    pattern: shape`Authentication tried for (?<user>.*) with (?:correct key|valid certificate) but not from a permitted (?:host|source address) \((?:host=[^\s,]{0,255}, )?ip=(?<ip>[^\s,)]{1,64})`,
    samples: [
      "Authentication tried for root with correct key but not from a permitted host (host=h.example.net, ip=192.0.2.1)"
    ]
  },
  {
    ...named,
    role: "request",
    known: false,
    pattern: shape`input_userauth_request: (?:invalid|illegal) user (?<user>.*)$`,
    whole: true,
    samples: ["input_userauth_request: invalid user admin"]
  },
  {
    ...named,
    pattern: shape`SSH: Server;Ltype: Authname;Remote: (?<ip>\S{1,64})-(?<port>\d{1,5});Name: (?<user>.*)$`,
    whole: true, // of the HPN patches
    samples: ["SSH: Server;Ltype: Authname;Remote: 192.0.2.1-40022;Name: root"]
  }
];

/** All that sshd is known to say, in the order in which it is tried; OpenSSH 3 to 10.5, with the patches of systems. */
export const sshd: readonly Pattern[] = [...verdicts, ...names, ...endings, ...disconnects, ...probes, ...quiet];

/** Finds what a message of sshd's own says. */
export const matchSshd: Matcher = compile(sshd, decodeVis);
