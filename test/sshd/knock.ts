import type {Server} from "./servers.ts";

/** What a database must hold of a knock, beside its address. */
export interface Row {
  readonly outcome: "failed" | "accepted" | "abandoned" | "probe";
  readonly user: string | null;
  readonly known: 0 | 1 | null;
  readonly method: string | null;
  readonly times: number;
  /** How far the source port is from the knock's first one; null where sshd names none. */
  readonly port: number | null;
}

/** A client's knock: what it does, what it must see, and what the database must hold of it. */
export interface Knock {
  readonly by: "ssh" | "paramiko" | "socket" | "crowd";
  readonly server: Server;
  readonly ipv6?: true;
  /** Comes from the port of the last one. */
  readonly again?: true;
  readonly does: Readonly<Record<string, unknown>>;
  readonly sees: Readonly<Record<string, unknown>>;
  readonly rows: readonly Row[];
}

const accounts = ["pi", "root"];

function row(outcome: Row["outcome"], user: string | null, method: string | null = null, times = 1): Row {
  const known = user === null ? null : accounts.includes(user) ? 1 : 0;
  return {outcome, user, known, method, times, port: 0};
}

export const failed = (user: string, times = 1, method = "password"): Row => row("failed", user, method, times);
export const accepted = (user: string, method = "password"): Row => row("accepted", user, method);
export const abandoned = (user: string): Row => row("abandoned", user);
export const probe = row("probe", null);

/**
 * Returns a log-in by the real client, which gives the same password as often as sshd asks, at most `prompts` times.
 */
export function password(
  server: Server,
  user: string,
  {word = "wrong", prompts = 1, asked = prompts, rows}: {word?: string; prompts?: number; asked?: number; rows: Row[]}
): Knock {
  const code = rows[0]?.outcome === "accepted" ? 0 : 255;
  return {by: "ssh", server, does: {user, password: word, prompts}, sees: {code, prompts: asked}, rows};
}

/** Returns a log-in by the real client that offers keys and gives no password. */
export function keys(server: Server, user: string, offered: readonly string[], ...rows: Row[]): Knock {
  const code = rows[0]?.outcome === "accepted" ? 0 : 255;
  return {by: "ssh", server, does: {user, keys: offered, prompts: 0}, sees: {code, prompts: 0}, rows};
}

/** Returns a log-in by paramiko, which sends any bytes as a name; `tries` are passwords, or names of keys. */
export function paramiko(
  server: Server,
  name: string | Buffer,
  {tries, method = "password", answers, rows}: {tries: string[]; method?: string; answers?: string[]; rows: Row[]}
): Knock {
  const does = {name: base64(name), tries, method};
  return {by: "paramiko", server, does, sees: {answers: answers ?? tries.map(() => "refused")}, rows};
}

/** Returns a connection that sends bytes, or nothing, and waits for sshd to hang up. */
export function quiet(
  server: Server,
  send: string,
  {greeted = true, ended = false, seconds = 0.5, rows = [probe]}: Partial<Quiet> = {}
): Knock {
  return {by: "socket", server, does: {send: base64(send), seconds}, sees: {greeted, ended}, rows};
}

interface Quiet {
  greeted: boolean;
  ended: boolean;
  seconds: number;
  rows: Row[];
}

/** Returns connections that are kept, one after the other from a row of ports; sshd greets the first three. */
export function crowd(server: Server, many: number, logged: number): Knock {
  const greeted = Array.from({length: many}, (_, index) => index < 3);
  const rows = Array.from({length: logged}, (_, port) => ({...probe, port}));
  return {by: "crowd", server, does: {many}, sees: {greeted}, rows};
}

/** Returns bytes as base64, in which JSON can carry them. */
export function base64(bytes: string | Buffer): string {
  return Buffer.from(bytes as string).toString("base64");
}
