/** What a log says: attempts by outcome, by user and by address. */
export interface Verdict {
  readonly outcomes: Record<"failed" | "accepted" | "abandoned" | "probe", number>;
  readonly users: Map<string, number>;
  readonly addresses: Map<string, number>;
  readonly probes: Map<string, number>;
}

interface Connection {
  last: number;
  address: string;
  user: string | null;
  judged: boolean;
}

const judged = /^(Failed|Accepted) \w+ for (invalid user )?(.*) from (\S+) port \d+ ssh2(: .*)?$/;
const named =
  /^(?:Invalid user (.*) from|Connection closed by (?:authenticating|invalid) user (.*)) (\S+) port \d+( \[preauth\])?$/;
const anyPeer = /^.* (\S+) port \d+/; // the last one: a name may look like a peer

/**
 * Returns what a demo log says, read in the plainest way: a process id is one connection, unless it was silent for an
 * hour. *times* are the seconds of the lines. A second reader beside lib/log, to test the truth that demoLog tells of
 * itself.
 */
export function judge(lines: readonly string[], times: readonly number[]): Verdict {
  const verdict: Verdict = {
    outcomes: {failed: 0, accepted: 0, abandoned: 0, probe: 0},
    users: new Map(),
    addresses: new Map(),
    probes: new Map()
  };
  const connections = new Map<string, Connection>();
  for (const [i, line] of lines.entries()) {
    const [, pid, message] = /^.{15} demopi sshd\[(\d+)\]: (.*)$/.exec(line) ?? [];
    if (pid === undefined || message!.startsWith("Server listening")) continue;
    if (/^(pam_unix|PAM )/.test(message!) || /disconnected by user$|^Disconnected from user /.test(message!)) continue;
    const known = connections.get(pid);
    const same = known && times[i]! - known.last <= 3600;
    if (known && !same) close(verdict, known);
    const connection = same ? known : {last: 0, address: "", user: null, judged: false};
    connections.set(pid, connection);
    connection.last = times[i]!;
    read(verdict, connection, message!);
  }
  for (const connection of connections.values()) close(verdict, connection);
  return verdict;
}

function read(verdict: Verdict, connection: Connection, message: string): void {
  const [, times = "1", inner = message] = /^message repeated (\d+) times: \[ (.*)\]$/.exec(message) ?? [];
  const [, word, , user, address] = judged.exec(inner) ?? [];
  if (word !== undefined) {
    connection.judged = true;
    add(verdict, word === "Failed" ? "failed" : "accepted", {user: decode(user!), address: address!}, Number(times));
    return;
  }
  const [, invalid, known] = named.exec(message) ?? [];
  connection.user ??= invalid ?? known ?? null;
  connection.address ||= anyPeer.exec(message)?.[1] ?? "";
}

function close(verdict: Verdict, {judged, user, address}: Connection): void {
  if (judged) return;
  if (user !== null) return add(verdict, "abandoned", {user: decode(user), address}, 1);
  verdict.outcomes.probe++;
  verdict.probes.set(address, (verdict.probes.get(address) ?? 0) + 1);
}

function add(
  {outcomes, users, addresses}: Verdict,
  outcome: keyof Verdict["outcomes"],
  {user, address}: {user: string; address: string},
  times: number
): void {
  outcomes[outcome] += times;
  users.set(user, (users.get(user) ?? 0) + times);
  addresses.set(address, (addresses.get(address) ?? 0) + times);
}

/** Undoes vis(3): octal bytes of UTF-8 become characters, those of control characters stay. */
function decode(text: string): string {
  const bytes = text.replaceAll(/(?:\\[2-3]\d\d)+/g, (octal) =>
    Buffer.from(
      octal
        .slice(1)
        .split("\\")
        .map((byte) => Number.parseInt(byte, 8))
    ).toString()
  );
  return bytes.replaceAll("\\\\", "\\");
}
