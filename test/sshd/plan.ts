import type {Suite} from "../pi/roots.ts";
import {
  abandoned,
  accepted,
  base64,
  crowd,
  failed,
  keys,
  paramiko,
  password,
  probe,
  quiet,
  type Knock
} from "./knock.ts";
import {names} from "./names.ts";

const interactive = "keyboard-interactive/pam";
const six = Array<string>(6).fill("wrong");
const seven = [1, 2, 3, 4, 5, 6, 7].map((n) => `wrong${n}`);

/** Returns rows of knocks: those of a row come one after the other from one address, all else at once. */
export function planOf(suite: Suite): (readonly Knock[])[] {
  return [...passwords, ...offeredKeys, ...oddNames, ...scanners, ...(suite === "bookworm" ? openssh92 : openssh10)];
}

const passwords: Knock[][] = [
  [password("usual", "pi", {word: "right", rows: [accepted("pi")]})],
  [password("usual", "pi", {rows: [failed("pi")]})],
  [password("usual", "pi", {prompts: 3, rows: [failed("pi", 3)]})],
  [password("usual", "pi", {prompts: 9, asked: 6, rows: [failed("pi", 6)]})],
  [password("usual", "root", {word: "right", prompts: 2, rows: [failed("root", 2)]})], // may come with a key only
  [password("usual", "admin", {prompts: 2, rows: [failed("admin", 2)]})],
  [{...password("usual", "pi", {word: "right", rows: [accepted("pi")]}), ipv6: true}],
  [{...password("usual", "pi", {rows: [failed("pi")]}), ipv6: true}],
  [{...password("usual", "admin", {rows: [failed("admin")]}), ipv6: true}],
  [password("picky", "root", {rows: [failed("root")]})],
  [password("picky", "pi", {word: "right", rows: [accepted("pi")]})],
  [password("interactive", "pi", {word: "right", rows: [accepted("pi", interactive)]})],
  [password("interactive", "pi", {prompts: 2, rows: [failed("pi", 2, interactive)]})],
  [password("interactive", "guest", {prompts: 3, rows: [failed("guest", 3, interactive)]})],
  [password("verbose", "pi", {rows: [failed("pi")]})],
  [password("verbose", "guest", {rows: [failed("guest")]})],
  [paramiko("usual", "oracle", {tries: six, rows: [failed("oracle", 6)]})],
  [
    paramiko("usual", "pi", {
      tries: ["wrong", "right"],
      answers: ["refused", "accepted"],
      rows: [failed("pi"), accepted("pi")]
    })
  ],
  [paramiko("usual", "pi", {method: "none", tries: ["none"], rows: [abandoned("pi")]})],
  [changed("first", "second")],
  [resets("early"), again(resets("late")), again(password("usual", "pi", {word: "right", rows: [accepted("pi")]}))]
];

const offeredKeys: Knock[][] = [
  [keys("usual", "pi", ["right"], accepted("pi", "publickey"))],
  [keys("usual", "pi", ["wrong1"], abandoned("pi"))],
  [keys("keys", "pi", ["wrong1", "wrong2", "right"], accepted("pi", "publickey"))],
  [keys("keys", "guest", ["wrong1", "wrong2"], abandoned("guest"))],
  [keys("keys", "pi", seven, abandoned("pi"))],
  [keys("verbose", "pi", ["wrong1", "wrong2"], failed("pi", 1, "publickey"))]
];

const oddNames: Knock[][] = names.flatMap(([sent, kept]) => [
  [paramiko("usual", sent, {tries: ["wrong"], rows: [failed(kept)]})],
  [paramiko("keys", sent, {method: "key", tries: ["wrong1"], rows: [abandoned(kept)]})]
]);

const scanners: Knock[][] = [
  [paramiko("usual", "n\0ul", {tries: ["wrong"], answers: ["refused"], rows: [probe]})],
  [quiet("usual", "")],
  [quiet("verbose", "")],
  [quiet("usual", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", {ended: true})],
  [quiet("usual", "SSH-2.0-Failed password for root from 203.0.113.9 port 1 ssh2\r\n")],
  [quiet("usual", "SSH-1.5-old\r\n", {ended: true})]
];

/**
 * OpenSSH 9.2 logs the first connection over MaxStartups, and all at VERBOSE. Since the mend of CVE-2024-6387, Debian's
 * says nothing of those who take too long.
 */
const openssh92: Knock[][] = [
  [crowd("narrow", 8, 3 + 1)],
  [crowd("narrowVerbose", 8, 8)],
  [quiet("hasty", "", {seconds: 9, ended: true, rows: []})]
];

/**
 * OpenSSH 10 logs the first three connections over MaxStartups at any level, says who took too long without the port,
 * and shuts out for a while who gave a wrong password.
 */
const openssh10: Knock[][] = [
  [crowd("narrow", 8, 3 + 3)],
  [crowd("narrowVerbose", 8, 3 + 3)],
  [quiet("hasty", "", {seconds: 9, ended: true, rows: [{...probe, port: null}]})],
  [
    paramiko("strict", "pi", {tries: ["wrong"], rows: [failed("pi")]}),
    quiet("strict", "", {greeted: false, ended: true})
  ]
];

/** Tries with no line of PAM in between, of which rsyslog writes the second and later ones as repetitions. */
export const repetitions: readonly (readonly Knock[])[] = [
  ["pi", "oracle", "pi"].map((name) =>
    paramiko("plain", name, {tries: Array<string>(5).fill("wrong"), rows: [failed(name, 5)]})
  )
];

/** Returns a client that tries a second name on the same connection, at which sshd hangs up. */
function changed(name: string, second: string): Knock {
  const knock = paramiko("usual", name, {
    tries: ["wrong", "wrong"],
    answers: ["refused", "refused"],
    rows: [failed(name)]
  });
  return {...knock, does: {...knock.does, second: base64(second)}};
}

/** Returns a client that resets the connection after a wrong password. */
function resets(name: string): Knock {
  const knock = paramiko("usual", name, {tries: ["wrong"], rows: [failed(name)]});
  return {...knock, does: {...knock.does, resets: true}};
}

/** Returns a knock that comes from the port of the last one. */
function again(knock: Knock): Knock {
  return {...knock, again: true};
}
