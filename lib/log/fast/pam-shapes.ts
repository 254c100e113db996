import {ascii, digitsEnd, integer, same, space} from "../event/bytes.ts";
import {addressEnd, type Draft, type Place, type Read, type Shape} from "./shape.ts";
import {addressAt, userAt} from "./interned.ts";
import {named, noise} from "../message/pieces.ts";

const details = "; logname= uid=0 euid=0 tty=ssh ruser= rhost=";

/** The commonest messages of PAM under the tag of sshd; each is one of the patterns of pam.ts. */
export const fastPam: readonly Shape[] = [
  {
    ...named,
    role: "pam",
    opening: `pam_unix(sshd:auth): authentication failure${details}`,
    read: pam((bytes, place, event) => {
      event.module = "pam_unix";
      if (!readFar(bytes, place, event)) return false;
      if (event.user !== null) event.known = true; // pam_unix names only accounts that exist
      return true;
    })
  },
  {...named, role: "pam-more", opening: "PAM ", read: pam(readMore)},
  {...noise, opening: "PAM service(sshd) ignoring max retries", read: pam(() => true)},
  {...noise, opening: "pam_unix(sshd:auth): check pass; user unknown", read: pam(() => true)}
];

/** Returns a reader of a line of PAM, which sshd's log.c has put nothing around. */
function pam(read: Read): Read {
  return (bytes, place, event) => {
    event.pam = true;
    return !place.error && !event.preauth && read(bytes, place, event);
  };
}

const more = ascii(" more authentication failure");
const moreDetails = ascii(details);
const letterS = 0x73;

/** Reads `N more authentication failures; …`. */
function readMore(bytes: Buffer, place: Place, event: Draft): boolean {
  const end = digitsEnd(bytes, place.start);
  event.more = integer(bytes, place.start, end);
  if (event.more < 0 || end - place.start > 9 || !same(bytes, end, more)) return false;
  const next = end + more.length;
  const at = bytes[next] === letterS ? next + 1 : next;
  place.start = at + moreDetails.length;
  return same(bytes, at, moreDetails) && readFar(bytes, place, event);
}

const userMark = ascii("user=");

/** Reads `ADDRESS`, or `ADDRESS user=NAME`, where the name is all the rest. */
function readFar(bytes: Buffer, {start, end}: Place, event: Draft): boolean {
  const address = addressEnd(bytes, start);
  event.ip = addressAt(bytes, start, address);
  if (event.ip === null) return false;
  let at = address;
  while (at < end && bytes[at] === space) at += 1;
  if (at === end) return true;
  const user = at + userMark.length;
  if (at === address || user > end || !same(bytes, at, userMark)) return false;
  event.user = userAt(bytes, user, end);
  return true;
}
