// The Python with Jupyter, in .venv, from requirements that are pinned with their hashes.
import {execFileSync} from "node:child_process";
import {rmSync} from "node:fs";
import {join} from "node:path";
import {installCommand} from "./machine.mjs";
import {contents, root} from "./parts.mjs";
import {failure, run} from "./steps.mjs";

const requirements = "scripts/requirements.txt";
const names = ["python3", "python3.13", "python3.12", "python3.11", "python3.10"];
const probe = "import sys; print(*sys.version_info[:2], sep='.'); import venv, ensurepip";

export const python = {
  title: "Python with Jupyter (pip)",
  folder: ".venv",
  megabytes: 350,
  inputs: () => [root, venvVersion() ?? "", ...contents(requirements)], // its scripts hold absolute paths
  complaint: () => pythonComplaint(names.map(tryPython)),
  async make() {
    rmSync(join(root, ".venv"), {recursive: true, force: true});
    await run(bestPython(), ["-m", "venv", ".venv"], {env});
    const options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--quiet", "--no-input"];
    try {
      await run(venvPython, ["-m", "pip", "install", ...options, "-r", requirements], {env});
    } catch ({message, output = message}) {
      throw failure("pip install failed", output);
    }
  }
};

/** The path of the venv's Python. */
export const venvPython = join(root, ".venv", "bin", "python");

/** pip finds the way out as the user set it up, but installs nowhere else than into the venv. */
const {PYTHONHOME, PYTHONPATH, ...inherited} = process.env;
const env = {...inherited, PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_USER: "0", PIP_TARGET: "", PIP_PREFIX: ""};

/** Returns what is missing for a venv, given all the Pythons of this machine; null if one of them will do. */
export function pythonComplaint(pythons) {
  const newEnough = pythons.filter(({minor}) => minor >= 10);
  if (newEnough.some(({venv}) => venv)) return null;
  if (newEnough.length > 0) {
    const {name} = newEnough[0];
    return `${name} cannot make environments; run: ${installCommand(`${name}-venv`, "python")}`;
  }
  const found = pythons.find(({minor}) => minor !== null);
  const what = found ? `Python 3.10 or newer is needed, this is 3.${found.minor}` : "Python is missing";
  return `${what}; run: ${installCommand("python3 python3-venv", "python")}`;
}

function bestPython() {
  return names.map(tryPython).find(({minor, venv}) => minor >= 10 && venv).name;
}

/** Returns the minor version of a Python 3, null if there is none of this name, and whether it can make a venv. */
function tryPython(name) {
  const {output, ok} = tryRun(name, ["-c", probe]);
  const minor = /^3\.(\d+)$/m.exec(output)?.[1];
  return {name, minor: minor ? Number(minor) : null, venv: ok};
}

/** Returns the version of the venv's Python, or null: an upgrade of the system's Python breaks a venv. */
function venvVersion() {
  const {output, ok} = tryRun(venvPython, ["--version"]);
  return ok ? output.trim() : null;
}

function tryRun(program, args) {
  try {
    return {ok: true, output: execFileSync(program, args, {encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]})};
  } catch ({stdout}) {
    return {ok: false, output: stdout ?? ""};
  }
}
