import {count} from "./truth.ts";
import type {Stage} from "./stage.ts";

/** Writes what the Pi's cron logs in the hour that begins at a time. */
export function keepHouse(stage: Stage, hour: number): void {
  const hourOfDay = Math.floor(hour / 3600) % 24;
  cron(stage, hour + 17 * 60 + 1);
  if (hourOfDay === 6) cron(stage, hour + 25 * 60 + 1);
  if (hourOfDay % 6 === 3) cron(stage, hour + 52 * 60 + 1);
}

/** Writes what the Pi logs when it starts. */
export function boot({timeline, pids}: Stage, time: number): void {
  pids.restart(time - 20);
  timeline.add(time, logind, "New seat seat0.");
  const sshd = `sshd[${pids.next(time)}]`;
  timeline.add(time + 2, sshd, "Server listening on 0.0.0.0 port 22.");
  timeline.add(time + 2, sshd, "Server listening on :: port 22.");
}

/** The addresses of the owner's computer, at home and where they are on holiday. */
export interface Owner {
  readonly home: string;
  readonly away: string;
}

/** When a login begins, and its number among the sessions of the machine. */
interface Login {
  readonly time: number;
  readonly session: number;
}

/**
 * Writes a login of the owner and what they do: with a key from home, now and then with a password from outside, which
 * they mistype half of the times.
 */
export function logIn(stage: Stage, {home, away}: Owner, {time, session}: Login): void {
  const {random, pids} = stage;
  const outside = random.oneIn(40);
  const address = outside ? away : home;
  const visit = {
    address,
    peer: `${address} port ${40_000 + random.below(20_000)}`,
    sshd: `sshd[${pids.next(time)}]`,
    session
  };
  const start = outside && random.oneIn(2) ? mistype(stage, visit, time) : time;
  accept(stage, visit, {time: start, proof: outside ? password : publicKey});
  const end = start + 60 + random.below(9000);
  work(stage, start + 20, end);
  logOut(stage, visit, end);
}

interface Visit {
  readonly address: string;
  readonly peer: string;
  readonly sshd: string;
  readonly session: number;
}

const logind = "systemd-logind[512]";

/** How an owner is let in: the method, and what the line ends with. */
interface Proof {
  readonly method: string;
  readonly end: string;
}

const password: Proof = {method: "password", end: ""};
const publicKey: Proof = {
  method: "publickey",
  end: ": ED25519 SHA256:knockbookDemoKeyOfNobodyAtAll0123456789ABCD"
};

function mistype({timeline, truth}: Stage, {address, peer, sshd}: Visit, time: number): number {
  const details = `logname= uid=0 euid=0 tty=ssh ruser= rhost=${address}  user=pi`;
  timeline.add(time, sshd, `pam_unix(sshd:auth): authentication failure; ${details}`);
  timeline.add(time + 2, sshd, `Failed password for pi from ${peer} ssh2`);
  count(truth, "failed", {user: "pi", address, time: time + 2});
  return time + 8;
}

function accept(
  {timeline, truth, pids}: Stage,
  visit: Visit,
  {time, proof: {method, end}}: {time: number; proof: Proof}
): void {
  const {address, peer, sshd, session} = visit;
  timeline.add(time, sshd, `Accepted ${method} for pi from ${peer} ssh2${end}`);
  count(truth, "accepted", {user: "pi", address, time});
  const opened = "session opened for user pi(uid=1000) by (uid=0)";
  timeline.add(time, sshd, `pam_unix(sshd:session): ${opened}`);
  timeline.add(time, logind, `New session ${session} of user pi.`);
  timeline.add(time, `systemd[${pids.next(time)}]`, `pam_unix(systemd-user:session): ${opened}`);
}

/** The end is told by the child that has served the session, and by PAM in its parent. */
function logOut({timeline, pids}: Stage, {peer, sshd, session}: Visit, time: number): void {
  const child = `sshd[${pids.next(time)}]`;
  timeline.add(time, child, `Received disconnect from ${peer}:11: disconnected by user`);
  timeline.add(time, child, `Disconnected from user pi ${peer}`);
  timeline.add(time, sshd, "pam_unix(sshd:session): session closed for user pi");
  timeline.add(time, logind, `Session ${session} logged out. Waiting for processes to exit.`);
  timeline.add(time, logind, `Removed session ${session}.`);
}

function cron({timeline, pids}: Stage, time: number): void {
  const process = `CRON[${pids.next(time)}]`;
  timeline.add(time, process, "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)");
  timeline.add(time, process, "pam_unix(cron:session): session closed for user root");
}

const commands = ["apt update", "apt upgrade", "journalctl -u ssh", "less /var/log/auth.log"];

function work({timeline, random}: Stage, from: number, to: number): void {
  for (let at = from; at < to; at += 60 + random.below(1800)) {
    const command = `/usr/bin/${random.pick(commands)}`;
    timeline.add(at, "sudo", `      pi : TTY=pts/0 ; PWD=/home/pi ; USER=root ; COMMAND=${command}`);
    timeline.add(at, "sudo", "pam_unix(sudo:session): session opened for user root(uid=0) by pi(uid=1000)");
    timeline.add(at, "sudo", "pam_unix(sudo:session): session closed for user root");
  }
}
