// Two set-ups of one folder would take the packages away from each other: the second one waits for the first.
import {readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {setTimeout} from "node:timers/promises";

/**
 * Makes a file that says which process works in a folder, after waiting for that of another process to be gone; it is
 * removed when this process ends. That of a process that was killed is removed at once. Calls `onWait` once if it has
 * to wait.
 */
export async function lock(path, onWait) {
  for (let isWaiting = false; !take(path); isWaiting = true) {
    if (!isWaiting) onWait(holder(path));
    await setTimeout(100);
  }
  process.on("exit", () => rmSync(path, {force: true}));
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), {flag: "wx"});
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const pid = holder(path);
  if (pid !== null && !isRunning(pid)) remove(path, pid); // null: it is being written, or just gone
  return false;
}

/** Removes what a dead process has left, once: another one that waits may have been quicker, and work already. */
function remove(path, pid) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (holder(aside) === pid) rmSync(aside);
  else renameSync(aside, path);
}

function holder(path) {
  try {
    return Number(readFileSync(path, "utf8")) || null;
  } catch {
    return null;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
