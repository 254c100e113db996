import {ascii, colon, digitsEnd, integer, same, space} from "../event/bytes.ts";
import {addressEnd, readClient, type Draft, type Place, type Read, type Shape} from "./shape.ts";
import {addressAt, userAt} from "./interned.ts";
import {end, named, probe} from "../message/pieces.ts";

/** The ends of connections: those that say whose they were, and those that only name an address. */
const endings: readonly Shape[] = ["Connection closed by ", "Connection reset by ", "Disconnected from "].flatMap(
  (words) => [
    {...named, ...end, opening: `${words}invalid user `, known: false, read: name(" ")},
    {...named, ...end, opening: `${words}authenticating user `, known: true, read: name(" ")},
    {...probe, ...end, opening: words, read: words.startsWith("Dis") ? readDisconnected : readBare}
  ]
);

const tooMany = ": Too many authentication failures";

/** The commonest messages of sshd's own; each is one of the patterns that sshd.ts lists. */
export const fastSshd: readonly Shape[] = [
  {
    kind: "failed",
    role: "verdict",
    method: "password",
    opening: "Failed password for ",
    read: name(" from ", {closing: " ssh2", user: readWho})
  },
  {
    ...named,
    opening: "maximum authentication attempts exceeded for ",
    read: name(" from ", {closing: " ssh2", user: readWho})
  },
  {...named, known: false, opening: "Invalid user ", read: name(" from ")},
  ...endings,
  {...named, ends: true, known: false, opening: "Disconnecting invalid user ", read: name(" ", {closing: tooMany})},
  {
    ...named,
    ends: true,
    known: true,
    opening: "Disconnecting authenticating user ",
    read: name(" ", {closing: tooMany})
  },
  {...probe, leaves: true, opening: "Received disconnect from ", read: readReceived},
  {...probe, opening: "kex_exchange_identification: ", read: isPlainEnd}
];

/**
 * Returns a reader of `NAME link ADDRESS port N closing`; the last of these is sshd's own, as names can hold the same.
 */
function name(link: string, {closing = "", user = readUser}: {closing?: string; user?: Read} = {}): Read {
  const linkBytes = ascii(link);
  const closingBytes = ascii(closing);
  return (bytes, place, event) => {
    place.end -= closingBytes.length;
    if (!same(bytes, place.end, closingBytes)) return false;
    place.end = readClient(bytes, place.end, event) - linkBytes.length;
    return place.end >= place.start && same(bytes, place.end, linkBytes) && user(bytes, place, event);
  };
}

/** Reads a name; one with a colon in it is left to the parser, which reads messages up to their first `: `. */
function readUser(bytes: Buffer, {start, end}: Place, event: Draft): boolean {
  for (let i = start; i < end; i += 1) if (bytes[i] === colon) return false;
  event.user = userAt(bytes, start, end);
  return true;
}

const invalid = ascii("invalid user ");
const illegal = ascii("illegal user ");
const openAngle = 0x3c; // of Solaris's `<invalid username>`

/** Reads a name that `invalid user ` stands before when the account does not exist. */
function readWho(bytes: Buffer, place: Place, event: Draft): boolean {
  event.known = !(place.end - place.start >= invalid.length && same(bytes, place.start, invalid));
  if (!event.known) place.start += invalid.length;
  else if (bytes[place.start] === openAngle || same(bytes, place.start, illegal)) return false;
  return readUser(bytes, place, event);
}

function readBare(bytes: Buffer, {start, end}: Place, event: Draft): boolean {
  return readClient(bytes, end, event) === start;
}

/** After authentication, this is how a login ends. */
function readDisconnected(bytes: Buffer, place: Place, event: Draft): boolean {
  if (!event.preauth) setNoise(event);
  return readBare(bytes, place, event);
}

const portMark = ascii(" port ");

/** Reads `ADDRESS port N:CODE:`; what follows is the client's own text. */
function readReceived(bytes: Buffer, place: Place, event: Draft): boolean {
  const address = addressEnd(bytes, place.start);
  const digits = address + portMark.length;
  const port = digitsEnd(bytes, digits);
  const code = bytes[port + 1] === space ? port + 2 : port + 1;
  const codeEnd = digitsEnd(bytes, code);
  if (!same(bytes, address, portMark) || bytes[port] !== colon || bytes[codeEnd] !== colon) return false;
  if (port - digits > 5 || codeEnd === code || codeEnd - code > 10 || codeEnd >= place.end) return false;
  event.ip = addressAt(bytes, place.start, address);
  event.port = integer(bytes, digits, port);
  if (!event.preauth && codeEnd - code === 2 && integer(bytes, code, codeEnd) === 11) setNoise(event);
  return event.ip !== null && event.port >= 0 && event.port <= 65_535 && isPlainEnd(bytes, place);
}

function setNoise(event: Draft): void {
  event.kind = "noise";
  event.role = "none";
}

/** Whether no blank stands at the end: the parser would look for `[preauth]` before it. */
function isPlainEnd(bytes: Buffer, {end}: Place): boolean {
  return bytes[end - 1] !== space;
}
