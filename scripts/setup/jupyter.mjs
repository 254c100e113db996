// Jupyter's own files in the venv: the kernel that runs TypeScript, and settings that keep JupyterLab off the network.
import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {nodePath} from "./packages.mjs";
import {readOrNull, root} from "./parts.mjs";

/** Writes the files that differ from what they should be. */
export function writeJupyterFiles() {
  for (const [path, content] of Object.entries(files())) write(join(root, ".venv", path), content);
}

function files() {
  return {
    "share/jupyter/kernels/tslab/kernel.json": kernel(),
    "etc/jupyter/jupyter_lab_config.json": {
      LabApp: {
        news_url: null,
        check_for_updates_class: "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        extension_manager: "readonly"
      }
    },
    "etc/jupyter/labconfig/page_config.json": {
      disabledExtensions: {
        "@jupyterlab/apputils-extension:announcements": true,
        "@jupyterlab/extensionmanager-extension": true
      }
    },
    "package.json": {type: "commonjs"} // JupyterLab asks its own yarn.js at start, which is none of our ES modules
  };
}

// How tslab is started: its own `install` would write the same, but for another Python. See lib/notebook/kernel.ts.
function kernel() {
  const preload = join(root, "scripts", "setup", "preload.cjs");
  const tslab = join(root, "node_modules", "tslab", "bin", "tslab");
  return {
    argv: [nodePath(), "--require", preload, tslab, "kernel", "--config-path={connection_file}"],
    display_name: "TypeScript",
    language: "typescript"
  };
}

function write(path, content) {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (readOrNull(path) === text) return;
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, text);
}
