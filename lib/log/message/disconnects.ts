import {shape, type Pattern} from "./pattern.ts";
import {account, address, end, named, noise, place, probe} from "./pieces.ts";

/** One of the two sides says that it ends the connection (packet.c), and why: the reason can be a client's own text. */
export const disconnects: readonly Pattern[] = [
  {
    ...named,
    ...end,
    pattern: shape`Disconnected from ${account} *$`,
    samples: ["Disconnected from invalid user admin 192.0.2.1 port 40022"]
  },
  {
    ...noise,
    ...end,
    pattern: shape`Disconnected from user (?<user>.*) ${place} *$`,
    samples: ["Disconnected from user alice 192.0.2.1 port 40022"]
  },
  {
    ...probe,
    ...end,
    preauth: true,
    pattern: shape`Disconnected from ${address} *$`,
    samples: ["Disconnected from 192.0.2.1 port 40022"]
  },
  {
    ...noise,
    ...end,
    preauth: false,
    pattern: shape`Disconnected from ${address} *$`,
    samples: ["Disconnected from 192.0.2.1"]
  },
  {
    ...named,
    ends: true,
    pattern: shape`Disconnecting ${account} *$`,
    samples: ["Disconnecting invalid user admin 192.0.2.1 port 40022: Too many authentication failures"]
  },
  {
    ...noise,
    ends: true,
    pattern: shape`Disconnecting user (?<user>.*) ${place} *$`,
    samples: ["Disconnecting user alice 192.0.2.1 port 40022: Packet corrupt"]
  },
  {
    ...probe,
    ends: true,
    pattern: shape`Disconnecting (?<ip>[^\s:]\S{0,63}) port (?<port>\d{1,5}) *$`,
    samples: ["Disconnecting 192.0.2.1 port 40022: Packet corrupt"]
  },
  {
    ...named,
    ends: true,
    pattern: shape`Disconnecting: Too many authentication failures for (?<user>.*)$`,
    whole: true,
    samples: ["Disconnecting: Too many authentication failures for root"]
  },
  {
    ...named,
    ends: true,
    pattern: shape`Disconnecting: Change of username or service not allowed: \((?<user>.*?),[\w-]{1,64}\) -> \(`,
    whole: true,
    samples: [
      "Disconnecting: Change of username or service not allowed: (admin,ssh-connection) -> (root,ssh-connection)"
    ]
  },
  {
    ...probe,
    ends: true,
    preauth: true,
    pattern: shape`Disconnecting: `,
    whole: true,
    samples: ["Disconnecting: Protocol error"]
  },
  {
    ...probe,
    ends: true,
    preauth: false,
    pattern: shape`Disconnecting: Too many authentication failures`,
    whole: true,
    samples: ["Disconnecting: Too many authentication failures"]
  },
  {
    ...noise,
    ends: true,
    preauth: false,
    pattern: shape`Disconnecting: `,
    whole: true,
    samples: ["Disconnecting: Timeout, server not responding."]
  },
  {
    ...probe,
    leaves: true,
    preauth: true,
    pattern: shape`Received disconnect from ${address}: ?\d{1,10}:`,
    whole: true,
    samples: ["Received disconnect from 192.0.2.1 port 40022:11: Bye Bye"]
  },
  {
    ...noise, // 11: SSH_DISCONNECT_BY_APPLICATION of RFC 4253, the way a client ends a login
    leaves: true,
    preauth: false,
    pattern: shape`Received disconnect from ${address}: ?11:`,
    whole: true,
    samples: ["Received disconnect from 192.0.2.1 port 40022:11: disconnected by user"]
  },
  {
    ...probe,
    leaves: true,
    preauth: false,
    pattern: shape`Received disconnect from ${address}: ?\d{1,10}:`,
    whole: true,
    samples: ["Received disconnect from 192.0.2.1: 3: Auth fail"]
  }
];
