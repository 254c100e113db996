// What the machine must bring along. Every complaint is one line that names what is missing and what to do.
import * as fs from "node:fs";
import {delimiter, join} from "node:path";
import {root} from "./parts.mjs";

const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/** Returns a line for each thing that this machine lacks for the parts that are to be made; none if there are none. */
export function complaints(parts) {
  if (parts.length === 0) return [];
  const platform = platformComplaint(process);
  if (platform) return [platform];
  const own = parts.map((part) => part.complaint?.());
  return [...own, spaceComplaint(parts)].filter((line) => typeof line === "string");
}

/** Returns why knockbook cannot run on a platform, or null; `versions.node` is the version of the running Node. */
export function platformComplaint({platform, arch, versions, report}) {
  const major = Number(versions.node.split(".")[0]);
  if (platform === "win32") return "Windows works through WSL2; run: wsl --install, and try again in its Ubuntu";
  if (arch === "arm" || arch === "ia32") {
    return `this system is 32-bit (${arch}); install a 64-bit one, on a Raspberry Pi: Raspberry Pi OS (64-bit)`;
  }
  if (!platforms.includes(`${platform}-${arch}`)) return `no packages for this system: ${platform}-${arch}`;
  if (major < 18) return `this Node is too old: ${versions.node}; 18 or newer is needed`;
  if (platform === "darwin" && major < 24)
    return `macOS needs Node 24, this is ${versions.node}; run: brew install node@24`;
  return platform === "linux" ? libraryComplaint(glibcVersion(report)) : null;
}

/** Returns why a glibc is not enough, or null: better-sqlite3's binary needs 2.34 (Debian 12, Ubuntu 22.04). */
export function libraryComplaint(glibc) {
  if (!glibc) return "this system has no glibc; knockbook runs on Debian, Ubuntu and Raspberry Pi OS";
  const [major, minor] = glibc.split(".").map(Number);
  return major > 2 || minor >= 34 ? null : `glibc ${glibc} is too old; Debian 12, Ubuntu 22.04 or newer is needed`;
}

/** Returns whether a program is on the PATH. */
export function isInstalled(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => fs.existsSync(join(folder, program)));
}

/** Returns the command that installs Debian packages, or on macOS the one of Homebrew. */
export function installCommand(debian, homebrew) {
  return process.platform === "darwin" ? `brew install ${homebrew}` : `sudo apt install ${debian}`;
}

function glibcVersion(report) {
  report.excludeNetwork = true; // else it looks up names, which takes seconds
  return report.getReport().header.glibcVersionRuntime;
}

function spaceComplaint(parts) {
  if (!fs.statfsSync) return null; // Node before 18.15
  const {bavail, bsize} = fs.statfsSync(root);
  const needed = parts.reduce((sum, part) => sum + part.megabytes, 0);
  const free = Math.floor((bavail * bsize) / 1e6);
  return free >= needed ? null : `too little disk space: ${free} MB free, ${needed} MB needed; make room in ${root}`;
}
