import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, globSync, readFileSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";

const hash = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 8);

/**
 * Returns the Python of an environment of its own in a folder, with the packages of a list, as pinned by their
 * hashes; makes it the first time. The set-up has no part in it. Throws when this machine's Python cannot make it.
 */
export function benchPython(folder: string, list: "requirements" | "requirements-charts" = "requirements"): string {
  const requirements = join(import.meta.dirname, `${list}.txt`);
  const prefix = list.replace("requirements", "venv");
  const venv = join(folder, `${prefix}-${hash(requirements)}`);
  const python = join(venv, "bin", "python");
  if (existsSync(venv)) return python;
  for (const old of globSync(join(folder, `${prefix}-????????`))) rmSync(old, {recursive: true});
  const [version] = run("python3", "-c", "import sys; print(sys.version_info >= (3, 11))");
  if (version !== "True") throw new Error("pandas 3 needs Python 3.11 or newer; install it as python3");
  const draft = `${venv}.part`; // a venv knows its own place only in its scripts, which nothing here runs
  rmSync(draft, {recursive: true, force: true});
  run("python3", "-m", "venv", draft);
  const options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--quiet", "--disable-pip-version-check"];
  run(join(draft, "bin", "python"), "-m", "pip", "install", ...options, "-r", requirements);
  renameSync(draft, venv);
  return python;
}

/** Returns the packages of an environment as a line: "pandas 3.1.1, numpy 2.4.6, …". */
export function packagesOf(python: string): string {
  const script =
    "from importlib.metadata import distributions as d; print(*sorted(f'{p.name} {p.version}' for p in d() if p.name not in ('pip', 'setuptools')), sep=', ')";
  return run(python, "-c", script).join("");
}

function run(program: string, ...args: string[]): string[] {
  return execFileSync(program, args, {encoding: "utf8", stdio: ["ignore", "pipe", "inherit"]})
    .trim()
    .split("\n");
}
