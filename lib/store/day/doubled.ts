import {addLike, createLike, eventsOf, textOf, type Lines, type Medium} from "./lines.ts";
import {merge} from "./merge.ts";
import type {Event} from "../../log/event/event.ts";

/** The lines of a log without their copies, and in how many copies the log has them. */
export interface Singled {
  readonly lines: Lines;
  readonly copies: number;
}

/**
 * Returns the settled lines of a log once, where the log has each of them in several copies, one beside the other:
 * `sort -m auth.log syslog`, or two rules of a syslog that write to one file. Equal lines are tries; but a connection
 * writes some lines once (see {@link isOnce}), and where all of these stand k times, all of its lines are k copies. A
 * connection without such a line follows the log: it has k copies where all connections with such a line have, or
 * `usual` ones where there is none.
 */
export function singled(lines: Lines, {medium, usual}: {medium: Medium; usual: number}): Singled {
  const copies = copiesIn(lines, medium, usual);
  if (copies.most === 1) return {lines, copies: copies.usual};
  const [first, ...others] = layersOf(lines, medium, copies) as [Lines, ...Lines[]];
  for (const layer of others) merge(first, layer, {isCopy: true});
  return {lines: first, copies: copies.usual};
}

/** Copies that a log can have of a line; what stands there more often was forged. */
const mostCopies = 16;

/** In how many copies a log has the lines of its connections. */
interface Copies {
  /** By process id, for those that differ from the usual number. */
  readonly pids: ReadonlyMap<number, number>;
  readonly usual: number;
  readonly most: number;
}

const single: Copies = {pids: new Map(), usual: 1, most: 1};

function copiesIn(lines: Lines, medium: Medium, usual: number): Copies {
  const isOnceLine = findOnce(lines);
  if (usual === 1 && !hasCopies(lines, medium, isOnceLine)) return single;
  const found = whole(onceLines(lines, medium, isOnceLine), {lines, usual});
  const own = found.length > 0 ? commonest(found) : usual;
  const pids = new Map<number, number>();
  let most = own;
  for (const [pid, some] of Map.groupBy(found, (one) => one.pid)) {
    const {count} = some[0]!;
    if (pid < 0 || count === own || count > mostCopies || some.some((one) => one.count !== count)) continue;
    pids.set(pid, count);
    most = Math.max(most, count);
  }
  return {pids, usual: own, most};
}

/**
 * Leaves out the last lines of a log: some of their copies may be still to come. They are kept where there are no
 * others, and where no run before has found any copies.
 */
function whole(found: readonly Once[], {lines, usual}: {lines: Lines; usual: number}): readonly Once[] {
  const last = lines.second[lines.length - 1]!;
  const before = found.filter(({second}) => second < last - 1);
  return before.length > 0 || usual > 1 ? before : found;
}

/** Returns how often nearly all of the lines stand there; 1 where no number is that of nearly all. */
function commonest(found: readonly Once[]): number {
  const counts = [...Map.groupBy(found, ({count}) => count)].toSorted((a, b) => b[1].length - a[1].length);
  const [count, some] = counts[0]!;
  return count <= mostCopies && some.length >= nearlyAll * found.length ? count : 1;
}

/** A copy can lack a line. */
const nearlyAll = 0.9;

/** A line that its connection writes once, and how often it stands in the log. */
interface Once {
  readonly pid: number;
  readonly second: number;
  count: number;
}

/** Returns a function from the index of a line to whether its connection writes it only once. */
function findOnce(lines: Lines): (i: number) => boolean {
  const {form, pid, port, times} = lines;
  const event = eventsOf(lines, {host: null, from: 0});
  const isOnceForm = lines.forms.texts.map(() => null as boolean | null);
  return (i) => times[i] === 1 && (pid[i]! >= 0 || port[i]! >= 0) && (isOnceForm[form[i]!] ??= isOnce(event(i)));
}

/** Lines of a second that are compared with each of the next one. */
const fewLines = 32;

/**
 * Whether a line that is written once may have a copy: it stands in the log more than once, within a second. Nearly all
 * logs have none, and no text is made here to tell so.
 */
function hasCopies(lines: Lines, medium: Medium, isOnceLine: (i: number) => boolean): boolean {
  const {length, second} = lines;
  let before: number[] = []; // such lines of the second before
  let now: number[] = [];
  for (let i = 0; i < length; i += 1) {
    if (!isOnceLine(i)) continue;
    if (lines[medium][i]! > 1) return true;
    if (now.length > 0 && second[i] !== second[now[0]!]) {
      before = second[i] === second[now[0]!]! + 1 ? now : [];
      now = [];
    }
    if (before.length > fewLines || before.some((j) => isSame(lines, i, j))) return true;
    now.push(i);
  }
  return false;
}

function isSame({form, pid, user, ip, port}: Lines, a: number, b: number): boolean {
  return form[a] === form[b] && pid[a] === pid[b] && port[a] === port[b] && user[a] === user[b] && ip[a] === ip[b];
}

/** Returns the lines that are written once; their copies can be a second apart. */
function onceLines(lines: Lines, medium: Medium, isOnceLine: (i: number) => boolean): Once[] {
  const {pid, second} = lines;
  const found: Once[] = [];
  const newest = new Map<string, Once>();
  for (let i = 0; i < lines.length; i += 1) {
    if (!isOnceLine(i)) continue;
    const text = textOf(lines, i);
    const count = lines[medium][i]!;
    const known = newest.get(text);
    if (known && second[i]! <= known.second + 1) {
      known.count += count;
      continue;
    }
    const one = {pid: pid[i]!, second: second[i]!, count};
    found.push(one);
    newest.set(text, one);
  }
  return found;
}

/**
 * Whether a connection writes a line only once: `Accepted`, `Invalid user`, and the one that ends it. Others come
 * twice: two lines of a probe can be equal here, and the monitor and its child both write `ROOT LOGIN REFUSED`
 * (OpenSSH's auth.c, auth_root_allowed).
 */
function isOnce({kind, role, known, ends, preauth}: Event): boolean {
  if (kind === "noise" || kind === "unknown") return false;
  return kind === "accepted" || ends || (role === "name" && known === false && !preauth);
}

/**
 * Returns the copies of a log's lines, each as lines of its own: of equal texts the first line is in the first copy,
 * the next one in the next copy, and so on.
 */
function layersOf(lines: Lines, medium: Medium, {pids, usual, most}: Copies): Lines[] {
  const layers = Array.from({length: most}, () => createLike(lines));
  const seen = new Map<string, number>();
  for (let i = 0; i < lines.length; i += 1) {
    const copies = pids.get(lines.pid[i]!) ?? usual;
    const text = textOf(lines, i);
    const from = seen.get(text) ?? 0;
    const to = from + lines[medium][i]!;
    seen.set(text, to);
    for (let k = 0; k < copies; k += 1) {
      const count = countTo(to, k, copies) - countTo(from, k, copies);
      if (count > 0) addTimes(layers[k]!, lines, {i, medium, count});
    }
  }
  return layers;
}

function addTimes(layer: Lines, lines: Lines, {i, medium, count}: {i: number; medium: Medium; count: number}): void {
  const at = addLike(layer, lines, i); // before its column is looked up, which may have grown
  layer[medium][at] = count;
}

/** Returns how many of the numbers from 0 to before an end are k, k + n, k + 2 n and so on. */
function countTo(end: number, k: number, n: number): number {
  return Math.max(0, Math.ceil((end - k) / n));
}
