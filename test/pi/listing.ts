import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {ran} from "./built.ts";

/** Copies of the user files that useradd and its kin leave behind; what is made anew; and what the test puts there. */
const passing = /^(?:etc\/(?:passwd|group|shadow|gshadow|subuid|subgid)-|(?:proc|sys|dev|run|tmp|root|home)(?:\/.*)?)$/;

/**
 * Returns a line for each file of a root: its path, kind, mode, owner, and its size or where it links to; of /etc the
 * hash of its content.
 */
export function listing(root: string): string[] {
  const format = "%P\\t%y\\t%m %U:%G\\t%s\\t%l\\n";
  const {stdout} = ran("find", [root, "-xdev", "-printf", format]);
  return stdout
    .split("\n")
    .map((line) => line.split("\t") as [path: string, kind: string, access: string, size: string, link: string])
    .filter(([path]) => !passing.test(path))
    .map(([path, kind, access, size, link]) =>
      [path, kind, access, link, kind !== "f" ? "" : path.startsWith("etc/") ? hash(join(root, path)) : size].join(" ")
    )
    .toSorted();
}

function hash(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
