import {execFileSync} from "node:child_process";
import {cpus, loadavg, release, totalmem} from "node:os";
import Database from "better-sqlite3";

/** Returns lines that say on what was measured: processor, memory, kernel and the versions of all that took part. */
export function machine(): string[] {
  const db = new Database(":memory:");
  const sqlite = db.prepare("SELECT sqlite_version()").pluck().get() as string;
  db.close();
  return [
    `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}`,
    `Node ${process.version}, SQLite ${sqlite}`,
    ...versions.map(([command, ...args]) => version(command!, args)).filter((line) => line !== null)
  ];
}

/** Returns the load of the machine over the last minute: beyond what a run makes itself, figures suffer. */
export function load(): string {
  return loadavg()[0]!.toFixed(2);
}

/** Tells whether a program is there. */
export function has(program: string): boolean {
  return version(program, ["--version"]) !== null;
}

const versions = [
  [
    "python3",
    "-c",
    "import platform, sqlite3; print('Python', platform.python_version() + ', its SQLite', sqlite3.sqlite_version)"
  ],
  ["grep", "--version"],
  ["rg", "--version"],
  ["fail2ban-regex", "--version"]
];

function version(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, {encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]})
      .split("\n")[0]!
      .trim();
  } catch {
    return null; // not installed
  }
}
