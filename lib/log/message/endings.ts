import {shape, type Pattern} from "./pattern.ts";
import {account, address, end, named, noise, place, probe} from "./pieces.ts";

/**
 * A connection begins, or its other end is gone; OpenSSH 7.3 and newer say whose it was (sshpkt_vfatal of packet.c).
 */
export const endings: readonly Pattern[] = [
  {
    ...named,
    ...end,
    pattern: shape`Connection (?:closed|reset) by ${account} *$`,
    samples: ["Connection closed by authenticating user root 192.0.2.1 port 40022"]
  },
  {
    ...noise,
    ...end,
    pattern: shape`Connection (?:closed|reset) by user (?<user>.*) ${place} *$`,
    samples: ["Connection closed by user alice 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    ...end,
    preauth: true,
    pattern: shape`Connection (?:closed|reset) by ${address} *$`,
    samples: ["Connection closed by 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    ...end,
    preauth: false,
    pattern: shape`Connection (?:closed|reset) by ${place} *$`,
    samples: ["Connection reset by 192.0.2.1 port 40022"]
  },
  {
    ...noise, // old servers end logins so
    ...end,
    preauth: false,
    pattern: shape`Connection (?:closed|reset) by (?<ip>\S{1,64}) *$`,
    samples: ["Connection closed by 192.0.2.1"]
  },
  {
    ...named,
    pattern: shape`Connection from ${account}(?: timed out)? *$`,
    samples: ["Connection from authenticating user root 192.0.2.1 port 40022 timed out"]
  },
  {
    ...probe,
    pattern: shape`Connection from ${address}(?: on \S{1,64} port \d{1,5}(?: rdomain ".{0,64}")?| timed out| with IP opt(?:ion)?s)? *$`,
    samples: [
      "Connection from 192.0.2.1 port 40022 on 198.51.100.2 port 22",
      "Connection from 192.0.2.1 port 40022 with IP opts: 44"
    ]
  }
];
