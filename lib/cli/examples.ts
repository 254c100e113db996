import {installation} from "../base/installation.ts";

/** Returns the end of a command's help: how it is called, given its name with arguments, an example each. */
export function examples(...calls: readonly string[]): string {
  const head = calls.length > 1 ? "Examples:" : "Example:";
  return ["", head, ...calls.map((call) => `  ${called(call)}`)].join("\n");
}

/** Returns the command line that runs a command, given its name with arguments. */
export function called(call: string): string {
  return `${installation.call} ${call}`;
}
