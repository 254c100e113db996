import assert from "node:assert/strict";
import {test} from "node:test";

interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly versions: {readonly node: string};
  readonly report: object;
}

interface Found {
  readonly name: string;
  readonly minor: number | null;
  readonly venv: boolean;
}

// The set-up is plain JavaScript that any Node reads, so its types stand here.
const scripts = new URL("../../scripts/setup/", import.meta.url);
const {platformComplaint, libraryComplaint} = (await import(`${scripts}machine.mjs`)) as {
  platformComplaint: (machine: Machine) => string | null;
  libraryComplaint: (glibc: string | undefined) => string | null;
};
const {pythonComplaint} = (await import(`${scripts}python.mjs`)) as {
  pythonComplaint: (found: Found[]) => string | null;
};
const {failure} = (await import(`${scripts}steps.mjs`)) as {failure: (what: string, output: string) => Error};

const glibc = "2.36";
const report = {getReport: () => ({header: {glibcVersionRuntime: glibc}})};

for (const [platform, arch, node, expected] of [
  ["linux", "x64", "18.0.0", null],
  ["linux", "arm64", "20.20.2", null],
  ["linux", "x64", "26.1.0", null],
  ["darwin", "arm64", "24.0.0", null],
  ["darwin", "x64", "22.11.0", /^macOS needs Node 24, this is 22\.11\.0; run: brew/],
  ["linux", "x64", "16.20.0", /^this Node is too old: 16\.20\.0; 18 or newer/],
  ["linux", "arm", "20.0.0", /^this system is 32-bit \(arm\); install a 64-bit one, .*Raspberry Pi OS \(64-bit\)/],
  ["linux", "ia32", "18.0.0", /32-bit/],
  ["linux", "riscv64", "24.0.0", /^no packages for this system: linux-riscv64/],
  ["win32", "x64", "24.0.0", /WSL2; run: wsl --install/]
] as const)
  test(`Node ${node} on ${platform}-${arch}: ${expected ?? "fine"}`, () => {
    matches(platformComplaint({platform, arch, versions: {node}, report}), expected);
  });

for (const [version, expected] of [
  ["2.34", null],
  ["2.41", null],
  ["3.0", null],
  ["2.31", /^glibc 2\.31 is too old; Debian 12/],
  [undefined, /no glibc/] // musl
] as const)
  test(`glibc ${version}: ${expected ?? "fine"}`, () => matches(libraryComplaint(version), expected));

const python3 = {name: "python3", minor: 11, venv: true};

for (const [why, found, expected] of [
  ["one that can make environments", [python3], null],
  [
    "an old one and a new one",
    [
      {...python3, minor: 8},
      {name: "python3.12", minor: 12, venv: true}
    ],
    null
  ],
  [
    "Debian without python3-venv",
    [{...python3, venv: false}],
    /^python3 cannot make .*; run: sudo apt install python3-venv$/
  ],
  [
    "a second one without venv",
    [
      {...python3, minor: 9},
      {name: "python3.12", minor: 12, venv: false}
    ],
    /install python3\.12-venv$/
  ],
  ["only an old one", [{...python3, minor: 9}], /^Python 3\.10 or newer is needed, this is 3\.9; run: /],
  ["none", [{...python3, minor: null, venv: false}], /^Python is missing; run: sudo apt install python3 python3-venv$/]
] as const)
  test(`Python: ${why}`, {skip: process.platform === "linux" ? false : "the commands are Debian's"}, () => {
    matches(pythonComplaint([...found]), expected);
  });

test("a failure is one line with the cause, without what npm and pip say around it", () => {
  const npm =
    "npm error code EACCES\nnpm error syscall open\nnpm error A complete log of this run can be found in: x\n";
  assert.equal(
    failure("npm ci failed", npm).message.split("; ").slice(0, 2).join("; "),
    "set-up: npm ci failed: EACCES; syscall open"
  );
  const pip =
    "WARNING: Retrying (Retry(total=0)) after NewConnectionError('x')\nERROR: No matching distribution found\n";
  assert.equal(
    failure("pip failed", pip).message,
    "set-up: pip failed; there is no network; connect and run the same command again"
  );
});

function matches(complaint: string | null, expected: RegExp | null): void {
  if (expected === null) assert.equal(complaint, null);
  else assert.match(complaint ?? "", expected);
}
