import {ran} from "./built.ts";

/** Returns the calls of the system that a unit's `SystemCallFilter=` lines leave, by systemd's own lists of groups. */
export function allowedBy(unit: string): Set<string> {
  const groups = readGroups();
  const allowed = new Set<string>();
  for (const [, no, names] of unit.matchAll(/^SystemCallFilter=(~?)(.*)$/gm))
    for (const call of names!.split(" ").flatMap((name) => membersOf(name, groups)))
      if (no) allowed.delete(call);
      else allowed.add(call);
  return allowed;
}

function readGroups(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let members: string[] = [];
  for (const line of ran("systemd-analyze", ["syscall-filter", "--no-pager"]).stdout.split("\n"))
    if (line.startsWith("@")) groups.set(line, (members = []));
    else if (/^ +[@\w]/.test(line)) members.push(line.trim());
  return groups;
}

function membersOf(name: string, groups: ReadonlyMap<string, readonly string[]>): string[] {
  if (!name.startsWith("@")) return [name];
  return groups.get(name)!.flatMap((member) => membersOf(member, groups));
}

/** Returns the calls in a trace of strace -f, of all processes. */
export function callsIn(trace: string): Set<string> {
  return new Set([...trace.matchAll(/^(?:\d+ +)?(?:<\.\.\. )?([a-z]\w*)(?:\(| resumed>)/gm)].map((match) => match[1]!));
}

/** Returns the paths that were opened so as to be made. */
export function madeIn(trace: string): string[] {
  return [...trace.matchAll(/\bopen(?:at)?\((?:AT_FDCWD, )?"([^"]+)", [^)]*O_CREAT/g)].map((match) => match[1]!);
}
