import {nobody, peer, type Peer} from "../event/address.ts";
import type {Event} from "../event/event.ts";

/**
 * The words of one kind of message. Named groups of `pattern` give the fields:
 * - `user` is the name; `who` is the name with `invalid user ` before it when the account does not exist; `state` is
 * sshd's
 *   word for that account, `invalid` or `authenticating`;
 * - `ip` is an address or UNKNOWN, `from` one of them or a host name (the pattern does not match otherwise), `rhost`
 * anything;
 * - `at` is an address with its port behind a colon;
 * - `port`, `method`, `module`, `more` and `about` are those of an event (`about` its `aboutPid`).
 */
export interface Pattern extends Partial<Pick<Event, "known" | "user" | "method" | "ends" | "leaves">> {
  readonly kind: Event["kind"];
  readonly role: Event["role"];
  readonly pattern: RegExp;
  /**
   * Match the whole message; by default only what stands before its first `: `, where no text of a client's choice
   * follows.
   */
  readonly whole?: true;
  /** Match only messages with, or without, `[preauth]`. */
  readonly preauth?: boolean;
  /** Messages of this shape, one for each first word that they can have: `compile` finds the pattern by them. */
  readonly samples: readonly [string, ...string[]];
}

/** A message without what sshd and syslog put around it. */
export interface Message {
  readonly text: string;
  readonly preauth: boolean;
}

/** The fields of an event that a message gives. */
export type Fields = Pick<
  Event,
  | "kind"
  | "role"
  | "user"
  | "ip"
  | "rhost"
  | "port"
  | "method"
  | "known"
  | "ends"
  | "leaves"
  | "module"
  | "more"
  | "aboutPid"
>;

/** Finds the first pattern that a message matches and returns its fields, or null. */
export type Matcher = (message: Message) => Fields | null;

/** Returns the matcher of a table; `decode` makes text of the bytes of a name. */
export function compile(table: readonly Pattern[], decode: (field: string) => string): Matcher {
  const byWord = Map.groupBy(
    table.flatMap((pattern) => [...new Set(pattern.samples.map(firstWord))].map((word) => ({word, pattern}))),
    ({word}) => word
  );
  return (message) => {
    for (const {pattern} of byWord.get(firstWord(message.text)) ?? []) {
      const fields = match(pattern, message, decode);
      if (fields) return fields;
    }
    return null;
  };
}

/** Returns the fields that a pattern reads in a message, or null when it does not match. */
export function match(pattern: Pattern, {text, preauth}: Message, decode: (field: string) => string): Fields | null {
  if (pattern.preauth !== undefined && pattern.preauth !== preauth) return null;
  const found = pattern.pattern.exec(pattern.whole ? text : head(text));
  return found && fieldsOf(pattern, found.groups ?? {}, decode);
}

/** Returns the word that a message is looked up by: its first one in lower case, or that one's part up to `_`. */
export function firstWord(message: string): string {
  return word.exec(message)![0].toLowerCase();
}

const word = /^[A-Za-z]{0,40}_?/;

function head(text: string): string {
  const end = text.indexOf(": ");
  return end < 0 ? text : text.slice(0, end);
}

type Groups = Readonly<Record<string, string | undefined>>;

function fieldsOf(pattern: Pattern, groups: Groups, decode: (field: string) => string): Fields | null {
  const {kind, role, ends = false, leaves = false} = pattern;
  const far = peerOf(groups);
  if (!far) return null;
  const {user, known} = nameOf(groups, pattern);
  return {
    kind,
    role,
    user: user === null ? null : decode(user),
    known,
    ...far,
    port: portOf(groups),
    method: groups.method === undefined ? (pattern.method ?? null) : decode(groups.method),
    ends,
    leaves,
    module: groups.module ?? null,
    more: Number(groups.more ?? 0),
    aboutPid: groups.about === undefined ? null : Number(groups.about)
  };
}

/**
 * Returns whom the groups name, or null when the text in their place names nobody: the line is cut off, or not sshd's.
 */
function peerOf({ip, from, at, rhost}: Groups): Peer | null {
  if (ip === undefined && from === undefined && at === undefined) return peer(rhost);
  const text = ip ?? from ?? at!.replace(/^<?\[?(.*?)\]?(?::\d{1,5})?>?$/, "$1");
  if (text === "UNKNOWN") return nobody;
  const far = peer(text);
  return far.ip !== null || (from !== undefined && far.rhost !== null) ? far : null;
}

function portOf({port, at, ip, from}: Groups): number | null {
  if (ip === "UNKNOWN" || from === "UNKNOWN") return null;
  const digits = port ?? (at && /:(\d{1,5})>?$/.exec(at)?.[1]);
  return digits && Number(digits) <= 65_535 ? Number(digits) : null;
}

function nameOf({user, who, state}: Groups, pattern: Pattern): {user: string | null; known: boolean | null} {
  if (who !== undefined) {
    const name = who.replace(/^(?:invalid|illegal) user /, "");
    return {user: name, known: name === who && name !== "<invalid username>"};
  }
  const known = state === undefined ? (pattern.known ?? null) : state === "authenticating";
  return {user: user ?? pattern.user ?? null, known};
}

/** Returns a pattern that begins where a message begins; parts that several patterns share are put in as text. */
export function shape(texts: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(`^${String.raw(texts, ...parts)}`, "s");
}
