import {spawn, type ChildProcess} from "node:child_process";
import {randomBytes} from "node:crypto";
import {once} from "node:events";
import {existsSync} from "node:fs";
import {createServer} from "node:net";
import {delimiter, join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {Command, InvalidArgumentError} from "commander";
import {projectFolder} from "../base/project.ts";
import {examples} from "./examples.ts";
import {databaseOf, geoOption, readDatabaseOption} from "./options.ts";

/** A JupyterLab that answers: its address, with the token, and its process. */
export interface Lab {
  readonly url: string;
  readonly child: ChildProcess;
}

export interface LabOptions {
  readonly port?: number;
  readonly browser?: boolean;
  /** The folder that it shows. */
  readonly folder?: string;
  readonly env?: {readonly [name: string]: string};
}

const firstPort = 8888;
const startSeconds = 60;

/** Returns the command `lab`, which runs JupyterLab on the notebooks until Ctrl-C. */
export function labCommand(): Command {
  return new Command("lab")
    .description("open the notebooks in JupyterLab, on this machine only")
    .option("--port <number>", `port to listen on (default: the first free one from ${firstPort})`, parsePort)
    .addOption(readDatabaseOption())
    .addOption(geoOption())
    .option("--no-browser", "only print the address")
    .addHelpText("after", examples("lab --db data/attempts.sqlite --port 8890"))
    .action(lab);
}

/**
 * Starts the JupyterLab of the project's own Python on a loopback port and returns once it answers. Throws when the
 * port is taken, when the set-up has not been made, or when JupyterLab ends or does not answer within a minute.
 */
export async function startLab({port, browser = false, folder, env = {}}: LabOptions = {}): Promise<Lab> {
  const python = join(projectFolder, ".venv", "bin", "python");
  if (!existsSync(python)) throw new Error("no JupyterLab here yet; run npm start first");
  const token = randomBytes(24).toString("hex");
  const chosen = await freePort(port);
  const child = spawn(python, ["-m", "jupyterlab", ...labArguments({port: chosen, browser})], {
    cwd: folder ?? join(projectFolder, "notebooks"),
    env: {...process.env, ...env, JUPYTER_TOKEN: token, JUPYTER_PREFER_ENV_PATH: "1"}, // the token is not in ps
    stdio: ["ignore", "inherit", "inherit"]
  });
  process.on("exit", () => child.kill()); // it would outlive us
  await answers(child, `http://127.0.0.1:${chosen}/api`);
  return {url: `http://127.0.0.1:${chosen}/lab?token=${token}`, child};
}

interface Options {
  readonly port?: number;
  readonly db?: string;
  readonly geo?: string[];
  readonly browser: boolean;
}

async function lab({port, db, geo, browser}: Options): Promise<void> {
  const path = databaseOf({db});
  if (!existsSync(path)) throw new Error(`no database at ${path}; run npm start first, or name one: --db FILE`);
  const env = {KNOCKBOOK_DB: path, ...(geo && {KNOCKBOOK_GEO: geo.join(delimiter)})};
  const {url, child} = await startLab({port, browser: browser && hasDisplay(), env});
  console.log(`JupyterLab, reading ${path}:\n  ${url}\nCtrl-C ends it.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGTERM"));
  await once(child, "exit");
}

function labArguments({port, browser}: {port: number; browser: boolean}): string[] {
  const settings = {
    ip: "127.0.0.1",
    port,
    port_retries: 0,
    open_browser: browser ? "True" : "False",
    answer_yes: "True"
  };
  const server = Object.entries(settings).map(([name, value]) => `--ServerApp.${name}=${value}`);
  return [...server, "--ServerApp.root_dir=.", "--Application.log_level=ERROR", "--allow-root"];
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  const end = performance.now() + startSeconds * 1000;
  let error: Error | null = null;
  child.on("error", (reason) => (error = reason));
  while (performance.now() < end) {
    if (error ?? child.exitCode !== null) throw new Error(`JupyterLab ended at once: ${error ?? child.exitCode}`);
    if (await isUp(url)) return;
    await setTimeout(100);
  }
  child.kill();
  throw new Error(`JupyterLab did not answer within ${startSeconds} s; run it again`);
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false; // not listening yet
  }
}

/** Returns the wanted port, or the first free one; Jupyter would take another one than wanted without a word. */
async function freePort(wanted?: number): Promise<number> {
  const ports = wanted ? [wanted] : Array.from({length: 50}, (_, i) => firstPort + i);
  for (const port of ports) if (await isFree(port)) return port;
  throw new Error(`port ${ports[0]} is taken; name another one: --port NUMBER`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false; // taken, or not allowed
  } finally {
    server.close();
  }
}

/** Without a display Python would open a text browser in this terminal. */
function hasDisplay(): boolean {
  return process.platform === "darwin" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new InvalidArgumentError("not a port from 1 to 65535.");
}
