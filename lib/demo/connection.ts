import {accounts, shown, vis} from "./names.ts";
import {portOf} from "./port.ts";
import {probe} from "./probe.ts";
import {count} from "./truth.ts";
import type {Bot} from "./bots.ts";
import type {Stage} from "./stage.ts";

/** Writes the lines of one connection of a bot as OpenSSH 9.2 of Debian 12 does, and counts what it tried. */
export function connect(stage: Stage, bot: Bot, time: number): void {
  const {random} = stage;
  if (bot.habit === "probe" || random.oneIn(24)) return probe(stage, bot, time);
  const attempt = {time, user: nameFor(bot, stage, time)};
  if (bot.habit === "keys" || random.oneIn(30)) return abandon(stage, bot, attempt);
  return guess(stage, bot, attempt);
}

/** When a bot comes, and the name that it tries. */
interface Attempt {
  readonly time: number;
  readonly user: string;
}

/** A connection that is being written. */
interface Connection {
  readonly bot: Bot;
  readonly user: string;
  readonly known: boolean;
  /** as in "from 192.0.2.1 port 1234" */
  readonly peer: string;
  write(time: number, message: string): void;
}

function open(stage: Stage, bot: Bot, {time, user}: Attempt): Connection {
  const process = `sshd[${stage.pids.next(time)}]`;
  return {
    bot,
    user,
    known: accounts.has(user),
    peer: `${bot.address} port ${portOf(bot, stage.random)}`,
    write(at, message) {
      stage.timeline.add(at, process, message);
      if (bot.fixedPort !== null) bot.busyUntil = at + 1;
    }
  };
}

function nameFor(bot: Bot, {names, random}: Stage, time: number): string {
  if (bot.habit === "root") return random.oneIn(40) ? "admin" : "root";
  if (bot.habit === "names") return names.draw(new Date(time * 1000).getUTCMonth(), random);
  return bot.list[bot.position++ % bot.list.length]!;
}

/** Passwords are tried: per try one Failed line; PAM tells the first at once and sums up the others at the end. */
function guess(stage: Stage, bot: Bot, attempt: Attempt): void {
  const {random} = stage;
  const {time} = attempt;
  const connection = open(stage, bot, attempt);
  const {known, write} = connection;
  greet(connection, time);
  write(time, `pam_unix(sshd:auth): authentication failure; ${pamDetails(connection)}`);
  const tries = random.oneIn(4) ? 1 + random.below(bot.tries) : bot.tries;
  const times = Array.from({length: tries}, (_, i) => 2 * (i + 1) + random.below(2)).map((wait) => time + wait);
  if (known && tries > 2) refuseRepeatedly(stage, connection, times);
  else refuse(stage, connection, times);
  leave(connection, times.at(-1)! + random.below(2), tries);
}

function refuse({truth}: Stage, connection: Connection, times: readonly number[]): void {
  const {bot, user, known, write} = connection;
  for (const [i, time] of times.entries()) {
    if (i > 0 && !known) write(times[i - 1]!, checkPass);
    write(time, failed(connection));
    count(truth, "failed", {user: shown(user), address: bot.address, time});
  }
}

/** With a user that exists nothing stands between the lines: rsyslog sums them up. */
function refuseRepeatedly(stage: Stage, connection: Connection, times: readonly number[]): void {
  const {bot, user, write} = connection;
  const last = times.at(-1)!;
  const repeats = times.length - 1;
  refuse(stage, connection, times.slice(0, 1));
  write(last, `message repeated ${repeats} times: [ ${failed(connection)}]`);
  count(stage.truth, "failed", {user: shown(user), address: bot.address, time: last, times: repeats});
}

function failed({user, known, peer}: Connection): string {
  return `Failed password for ${known ? "" : "invalid user "}${vis(user)} from ${peer} ssh2`;
}

/** The connection ends before any credential is judged: keys that are refused leave no line. */
function abandon(stage: Stage, bot: Bot, attempt: Attempt): void {
  const {time, user} = attempt;
  const connection = open(stage, bot, attempt);
  const {known, peer, write} = connection;
  if (!known) write(time, `Invalid user ${vis(user)} from ${peer}`);
  write(time + stage.random.below(2), `Connection closed by ${who(connection)} [preauth]`);
  count(stage.truth, "abandoned", {user: shown(user), address: bot.address, time});
}

/** An unknown user is told first. */
function greet({known, user, peer, write}: Connection, time: number): void {
  if (known) return;
  write(time, `Invalid user ${vis(user)} from ${peer}`);
  write(time, checkPass);
}

const maxAuthTries = 6;
const checkPass = "pam_unix(sshd:auth): check pass; user unknown";

function pamDetails({bot, known, user}: Connection): string {
  return `logname= uid=0 euid=0 tty=ssh ruser= rhost=${bot.address} ${known ? ` user=${user}` : ""}`;
}

function leave(connection: Connection, at: number, tries: number): void {
  const {write} = connection;
  for (const message of tries === maxAuthTries ? tooMany(connection) : farewell(connection)) write(at, message);
  if (tries > 1) {
    const failures = `${tries - 1} more authentication failure${tries > 2 ? "s" : ""}`;
    write(at, `PAM ${failures}; ${pamDetails(connection)}`);
  }
  if (tries > 3) write(at, `PAM service(sshd) ignoring max retries; ${tries} > 3`);
}

function tooMany(connection: Connection): string[] {
  const {known, user, peer} = connection;
  return [
    `error: maximum authentication attempts exceeded for ${known ? "" : "invalid user "}${twice(user)} from ${peer} ssh2 [preauth]`,
    `Disconnecting ${who(connection)}: Too many authentication failures [preauth]`
  ];
}

function farewell(connection: Connection): string[] {
  const {bot, peer} = connection;
  const disconnected = `Disconnected from ${who(connection)} [preauth]`;
  if (bot.goodbye === "close") return [`Connection closed by ${who(connection)} [preauth]`];
  if (bot.goodbye === "reset") return [`Connection reset by ${who(connection)} [preauth]`];
  if (bot.goodbye === "bye") return [`Received disconnect from ${peer}:11: Bye Bye [preauth]`, disconnected];
  return [
    `error: Received disconnect from ${peer}:3: com.jcraft.jsch.JSchException: Auth fail [preauth]`,
    disconnected
  ];
}

function who({known, user, peer}: Connection): string {
  return `${known ? "authenticating" : "invalid"} user ${twice(user)} ${peer}`;
}

/** OpenSSH 9.2 escapes a name twice in lines that come from the child before login. */
function twice(user: string): string {
  return vis(vis(user));
}
