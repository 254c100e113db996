type Family = "sshd" | "dropbear";

const families = new Map<string, Family>([
  ["sshd", "sshd"],
  ["sshd-session", "sshd"],
  ["sshd-auth", "sshd"],
  ["dropbear", "dropbear"]
]);

/**
 * Names that sshd and dropbear have elsewhere: systemd's units (journalctl -o with-unit, and the tag of a socket's
 * instance), builds as `sshd-session.pam` of Alpine, `com.openssh.sshd` of macOS, and add-ons as `addon_core_ssh`. The
 * keys of a host are made by another program, and `sshd@1000` is what a local user of that id says.
 */
const others: readonly (readonly [name: RegExp, family: Family])[] = [
  [/^sshd?(?:@[^/\s]{1,200}|-\w{1,20})?\.service$/, "sshd"],
  [/^dropbear(?:@[^/\s]{1,200})?\.service$/, "dropbear"],
  [/^sshd(?!-keygen)[-._][\w.-]{1,64}$/, "sshd"],
  [/^[\w.-]{0,64}(?:sshd|_ssh)$/, "sshd"],
  [/^[\w.-]{0,64}dropbear$/, "dropbear"]
];

/** Returns the programs that a process belongs with, or null when its lines are none of ours. */
export function family(process: string): Family | null {
  const name = process.slice(process.lastIndexOf("/") + 1);
  const known = families.get(name);
  if (known !== undefined || !looksAlike.test(name)) return known ?? null;
  return others.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const looksAlike = /ssh|dropbear/;
