import type {Suite} from "../pi/roots.ts";

/** The sshds of a system: as Debian sets it up, and what each changes. */
const servers = {
  usual: ["MaxStartups=100"],
  keys: ["MaxStartups=100", "PasswordAuthentication=no"],
  interactive: ["MaxStartups=100", "PasswordAuthentication=no", "KbdInteractiveAuthentication=yes"],
  verbose: ["MaxStartups=100", "LogLevel=VERBOSE"],
  picky: ["MaxStartups=100", "AllowUsers=pi"],
  plain: ["MaxStartups=100", "UsePAM=no"],
  hasty: ["MaxStartups=100", "LoginGraceTime=2"],
  narrow: ["MaxStartups=3"],
  narrowVerbose: ["MaxStartups=3", "LogLevel=VERBOSE"],
  strict: ["MaxStartups=100", "PerSourcePenalties=authfail:60s"]
} as const;

export type Server = keyof typeof servers;

const names = Object.keys(servers) as Server[];

/** Returns the port of an sshd. */
export function portOf(server: Server): number {
  return 2201 + names.indexOf(server);
}

/** Returns the ports and options of a system's sshds, a line each; OpenSSH 9.2 knows no penalties. */
export function linesOf(suite: Suite): string {
  const known = names.filter((name) => name !== "strict" || suite !== "bookworm");
  return known.map((name) => `${portOf(name)} ${servers[name].map((option) => `-o${option}`).join(" ")}\n`).join("");
}
