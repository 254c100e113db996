// Parts that many patterns of sshd's messages share.

/** An address, in old messages without a port. */
export const address = String.raw`(?<ip>\S{1,64})(?: port (?<port>\d{1,5}))?`;

/** The address with its port that a client's name is followed by: the last one of a message, names can look like it. */
export const place = String.raw`(?<ip>\S{1,64}) port (?<port>\d{1,5})`;

/** Whom a connection belongs to before authentication (ssh_packet_set_log_preamble of OpenSSH's auth2.c). */
export const account = String.raw`(?<state>invalid|authenticating) user (?<user>.*) ${place}`;

/**
 * Where a message about a user says that it came from; the last of these is sshd's own, names can hold the same words.
 */
export const from = String.raw` from (?<from>\S{1,255})(?: port (?<port>\d{1,5}))?(?: ssh\d)? *$`;

/** A method of authentication. */
export const method = String.raw`(?<method>[\w./@-]{1,64})`;

/** The kinds of messages that count for a connection, or for none, with what they mean to it. */
export const named = {kind: "named", role: "name"} as const;
export const probe = {kind: "probe", role: "probe"} as const;
export const noise = {kind: "noise", role: "none"} as const;

/** The end of a connection that can be the end of a login. */
export const end = {ends: true, leaves: true} as const;
