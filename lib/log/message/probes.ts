import {shape, type Pattern} from "./pattern.ts";
import {account, address, named, probe} from "./pieces.ts";

/** Connections that came to nothing, most of them before a user was named. */
export const probes: readonly Pattern[] = [
  {
    ...probe,
    pattern: shape`Did not receive identification string from ${address} *$`,
    samples: ["Did not receive identification string from 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    pattern: shape`Bad (?:remote )?protocol version identification .* from ${address} *$`,
    whole: true, // the client's text is in it, before the address
    samples: ["Bad protocol version identification 'GET / HTTP/1.1' from 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    pattern: shape`Protocol major versions differ for ${address} *$`,
    samples: ["Protocol major versions differ for 192.0.2.1 port 40022: SSH-2.0-OpenSSH vs. SSH-1.5-scan"]
  },
  {
    ...probe,
    pattern: shape`Protocol major versions differ$`,
    samples: ["Protocol major versions differ: 2 vs. 1"]
  },
  {
    ...probe,
    pattern: shape`(?:kex|ssh)_exchange_identification$`,
    samples: [
      'kex_exchange_identification: client sent invalid protocol identifier "GET / HTTP/1.1"',
      "ssh_exchange_identification: Connection closed by remote host"
    ]
  },
  {
    ...probe,
    pattern: shape`banner exchange: Connection from ${address}(?:: |$)`,
    whole: true,
    samples: ["banner exchange: Connection from 192.0.2.1 port 40022: invalid format"]
  },
  {
    ...named,
    pattern: shape`ssh_dispatch_run_fatal: Connection (?:from|closed by|reset by) ${account}(?::|$)`,
    whole: true,
    samples: [
      "ssh_dispatch_run_fatal: Connection from authenticating user root 192.0.2.1 port 40022: Connection corrupted"
    ]
  },
  {
    ...probe,
    pattern: shape`ssh_dispatch_run_fatal: Connection (?:from|closed by|reset by) ${address}(?:: |$)`,
    whole: true,
    samples: ["ssh_dispatch_run_fatal: Connection from 192.0.2.1 port 40022: message authentication code incorrect"]
  },
  {
    ...named,
    pattern: shape`Unable to negotiate with ${account} *$`,
    samples: [
      "Unable to negotiate with authenticating user root 192.0.2.1 port 40022: no matching MAC found. Their offer: none"
    ]
  },
  {
    ...probe,
    pattern: shape`Unable to negotiate with ${address} *$`,
    samples: ["Unable to negotiate with 192.0.2.1 port 40022: no matching cipher found. Their offer: none"]
  },
  {
    ...probe,
    pattern: shape`(?:Unable to negotiate a key exchange method|Read from socket failed)`,
    samples: ["Unable to negotiate a key exchange method", "Read from socket failed: Connection reset by peer"]
  },
  {
    ...probe,
    pattern: shape`no (?:matching \S{1,20}|hostkey alg|kex alg)(?: .{0,40})?(?: found)?[.:]?`,
    preauth: true,
    samples: ["no matching cipher found: client none server aes256-ctr"]
  },
  {
    ...probe,
    pattern: shape`Timeout before authentication for connection from (?<ip>\S{1,64}) to \S{1,64}, pid = (?<about>\d{1,10}) *$`,
    samples: ["Timeout before authentication for connection from 192.0.2.1 to 198.51.100.2, pid = 4242"]
  },
  {
    ...probe,
    pattern: shape`Timeout before authentication for ${address}\.? *$`,
    samples: ["Timeout before authentication for 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    pattern: shape`drop connection #\d{1,10} from \[(?<ip>[^\]\s]{1,64})\]:(?<port>\d{1,5}) `,
    samples: ["drop connection #10 from [192.0.2.1]:40022 on [198.51.100.2]:22 past MaxStartups"]
  },
  {
    ...probe,
    pattern: shape`refused connect from .*\((?<ip>[^\s()]{1,64})\) *$`,
    whole: true, // of tcpwrappers; the name is what the client's network says it is
    samples: ["refused connect from h.example.net (192.0.2.1)"]
  },
  {
    ...probe,
    pattern: shape`refused connect from ${address} *$`,
    samples: ["refused connect from 192.0.2.1"]
  },
  {
    ...probe,
    pattern: shape`Magic value check failed \(\d{1,10}\) on obfuscated handshake from ${address} *$`,
    samples: ["Magic value check failed (1) on obfuscated handshake from 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    pattern: shape`(?:scanned|probed) from ${address} with `,
    samples: [
      "scanned from 192.0.2.1 port 40022 with SSH-1.0-SSH_Version_Mapper.  Don't panic.",
      "probed from 192.0.2.1 port 40022 with SSH-2.0-probe.  Don't panic."
    ]
  },
  {
    ...probe,
    pattern: shape`SSH: Server;Ltype: \w{1,20};Remote: (?<ip>\S{1,64})-(?<port>\d{1,5});`,
    whole: true,
    samples: ["SSH: Server;Ltype: Version;Remote: 192.0.2.1-40022;Protocol: 2.0;Client: none"]
  }
];
