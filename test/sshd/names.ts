/** Names that the real client refuses to send, and as what knockbook keeps them. */
export const names: readonly (readonly [sent: string | Buffer, kept: string])[] = [
  ["", ""],
  [" lead", " lead"],
  ["trail ", "trail "],
  ["a b", "a b"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ["<script>alert(1)</script>", "<script>alert(1)<"], // Debian's sshd takes what follows a slash for a role
  [`'; DROP TABLE attempt; --"`, `'; DROP TABLE attempt; --"`],
  ["$(reboot)`id`", "$(reboot)`id`"],
  ["%n%s", "%n%s"],
  ["two\nlines", "two\\nlines"],
  ["carriage\rreturn\ttab", "carriage\\rreturn\\ttab"],
  ["\u0001\u001b[31mred", "\\001\\033[31mred"],
  ["back\\slash", "back\\slash"],
  ["back\\\\134", "back\\\\134"],
  ["müller", "müller"],
  ["\u202egnp", "\u202egnp"],
  ["🔑".repeat(30), "🔑".repeat(25)],
  ["a" + "é".repeat(60), "a" + "é".repeat(49) + "\\303"],
  [Buffer.from("fffe726f6f74", "hex"), "\\377\\376root"],
  [Buffer.alloc(100, 0xff), "\\377".repeat(100)],
  ["x".repeat(65_536), "x".repeat(100)],
  ["ends with nul\0", "ends with nul"],
  ["style:x", "style"],
  ["root from 203.0.113.9 port 1 ssh2", "root from 203.0.113.9 port 1 ssh2"],
  ["root from 203.0.113.9 port 1 ssh2: RSA SHA256:x", "root from 203.0.113.9 port 1 ssh2"],
  [
    "x from 203.0.113.9 port 1 ssh2\nAccepted password for root",
    "x from 203.0.113.9 port 1 ssh2\\nAccepted password for root"
  ],
  ["x 203.0.113.9 port 1 [preauth]", "x 203.0.113.9 port 1 [preauth]"],
  ["x rhost=203.0.113.9  user=root", "x rhost=203.0.113.9  user=root"],
  ["invalid user root", "invalid user root"],
  ["<invalid username>", "<invalid username>"]
];
