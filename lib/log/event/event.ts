/** What a line says: the kinds of the contract of `parse`. */
export type Kind =
  | "failed" // a credential was refused
  | "accepted" // a credential was accepted
  | "named" // it names a user without a verdict
  | "probe" // a connection that names nobody
  | "noise" // sshd, dropbear or PAM without an attempt
  | "unknown" // sshd or dropbear in words that no pattern knows
  | "other" // another program
  | "unread"; // it is sshd's or dropbear's by its looks, behind a header that is not understood

/** What a line means to the connection it belongs to, beside its kind. */
export type Role =
  | "verdict" // Failed METHOD, Accepted METHOD, dropbear's bad password: the server judged a credential
  | "interactive" // error: PAM: … for U: a refused try of keyboard-interactive/pam, maybe also logged as Failed
  | "pam" // authentication failure of a PAM module; `module` names it
  | "pam-more" // N more authentication failures; `more` is N
  | "name" // it names a user
  | "request" // input_userauth_request: it names a user, but is no evidence of its own
  | "probe" // it names nobody
  | "none"; // nothing that a connection counts

/** One line of a log. Its first twelve fields but `line` are the contract of `parse --lines`. */
export interface Event {
  readonly kind: Kind;
  /** Epoch seconds, UTC; fractions are cut. Null where the line has no stamp or an impossible one. */
  readonly time: number | null;
  readonly host: string | null;
  readonly process: string | null;
  readonly pid: number | null;
  /** The user name; "" is the empty one, null: none is named. */
  readonly user: string | null;
  /** The canonical address. */
  readonly ip: string | null;
  /** The name that the line gives in place of an address. */
  readonly rhost: string | null;
  /** The client's source port. */
  readonly port: number | null;
  readonly method: string | null;
  /** N of `message repeated N times`, else 1. */
  readonly times: number;
  /** Programs that share pids and connections: sshd, sshd-session and sshd-auth are one. Null: another program. */
  readonly family: "sshd" | "dropbear" | null;
  readonly role: Role;
  /** Whether the account exists on the host; null where the line does not say. */
  readonly known: boolean | null;
  /** Relayed from sshd's child before authentication: its text is escaped twice by OpenSSH 9. */
  readonly preauth: boolean;
  /** It ends the connection: Connection closed or reset, Disconnected, Disconnecting. */
  readonly ends: boolean;
  /** It can be the end of a login: closed, reset, Disconnected, Received disconnect. */
  readonly leaves: boolean;
  /** It is PAM's line, not one of sshd itself. */
  readonly pam: boolean;
  /** The PAM module of a failure, as pam_unix; null for other lines. */
  readonly module: string | null;
  /** N of `N more authentication failures`, else 0. */
  readonly more: number;
  /** The process that the line speaks of, where it is not its own: `pid = N` of a timeout. */
  readonly aboutPid: number | null;
}

/** What became of a credential or of a connection that had none judged. */
export type Outcome = "failed" | "accepted" | "abandoned" | "probe";

/** A login attempt, or several equal ones. */
export interface Attempt {
  /** Epoch seconds, UTC. */
  readonly time: number | null;
  readonly host: string | null;
  readonly user: string | null;
  /** Whether the account exists on the host; null where the log does not say. */
  readonly known: boolean | null;
  readonly ip: string | null;
  readonly rhost: string | null;
  /** The client's source port. */
  readonly port: number | null;
  readonly method: string | null;
  readonly outcome: Outcome;
  readonly times: number;
}

/** What the lines of one connection come to. */
export interface Connection {
  /** Rising with the first line of the connection; the same after `save` and restore. */
  readonly id: number;
  readonly host: string | null;
  readonly attempts: readonly Attempt[];
  /** Lines that made an attempt. */
  readonly deciding: number;
  /** Lines that only repeat one. */
  readonly echo: number;
}

/** What became of lines: read is the sum of the others once no connection is open. */
export interface Ledger {
  read: number;
  deciding: number;
  echo: number;
  noise: number;
  other: number;
  unread: number;
  unknown: number;
}

/**
 * Lines that one line stands for, at the most: as many as `message repeated N times` can say. The product of two such
 * numbers would be more than their sums can hold.
 */
export const mostTimes = 999_999_999;

/** Lines that are further apart than this, of any program, have a gap in the log between them. */
export const coverageGapSeconds = 6 * 3600;
