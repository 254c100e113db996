import {harmless} from "../base/visible.ts";

/** Prints a message of the command on standard error; nothing in it commands the terminal. */
export function warn(message: string): void {
  console.error(`knockbook: ${harmless(message)}`);
}

/** Prints a problem as {@link warn} does, and lets the command end with exit code 1 once its work is done. */
export function complain(problem: string): void {
  warn(problem);
  process.exitCode = 1;
}
