import {visible} from "../base/visible.ts";
import type {Finding} from "../store/host/same.ts";

const reasons: Readonly<Record<Finding["because"], string>> = {
  machine: "they have one machine id",
  lines: "the same lines stand under both",
  clones: "they have one machine id, but lines of their own at the same time, as copied memory cards do"
};

/** Returns a line that says which hosts turned out to be one machine, or several. */
export function findingText({names, because, shown}: Finding): string {
  const [one, other] = names.map((name) => visible(name));
  return shown === null
    ? `${one} and ${other} stay two machines (${reasons[because]})`
    : `${one} and ${other} are one machine (${reasons[because]}): shown as ${visible(shown)}`;
}
