// Shows the steps and runs other programs.
import {spawn} from "node:child_process";
import {performance} from "node:perf_hooks";
import {root} from "./parts.mjs";

/** Prints the title of a step, does it, and adds the seconds to the line. Nested steps get a line each. */
export async function step(title, work) {
  const start = performance.now();
  process.stdout.write(`  ${title} … `);
  try {
    await work();
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
  process.stdout.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

/** Prints a remark in the middle of a step. */
export function remark(text) {
  process.stdout.write(`\n    ${text} … `);
}

/**
 * Runs a program in the project's folder without showing what it prints, and returns its standard output. Throws an
 * error whose `output` is all that it printed when it fails. It dies with the set-up.
 */
export function run(program, args, {env = process.env, cwd = root} = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {env, cwd, stdio: ["ignore", "pipe", "pipe"]});
    const kill = () => child.kill();
    const printed = {stdout: "", all: ""};
    process.on("exit", kill);
    child.stdout.on("data", (data) => ((printed.stdout += data), (printed.all += data)));
    child.stderr.on("data", (data) => (printed.all += data));
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("exit", kill);
      if (code === 0) resolve(printed.stdout);
      else reject(Object.assign(new Error(`${program} failed`), {output: printed.all}));
    });
  });
}

/** Returns an error of one line for a person: what failed, the lines of the output that say why, and what to do. */
export function failure(what, output, advice = "report this line if it fails again") {
  if (offline.test(output))
    return new Error(`set-up: ${what}; there is no network; connect and run the same command again`);
  const lines = output.split("\n").map((line) => line.replace(/^npm (error|ERR!)( code)?|^ERROR:/, "").trim());
  const why = lines.filter((line) => line !== "" && !/^WARNING|debug-\d+\.log|complete log/.test(line));
  return new Error(`set-up: ${what}: ${why.slice(0, 6).join("; ")}; ${advice}`);
}

const offline =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|ConnectTimeoutError/;
