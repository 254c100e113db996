import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readFileSync, statSync, symlinkSync} from "node:fs";
import {basename, join} from "node:path";
import {test} from "node:test";
import {pack} from "../../scripts/pi/pack.ts";
import {laidOut, missing, ran, scratch} from "./built.ts";

test("two builds of the package with its Node are equal, and have at most 50 MB", {skip: missing("xz")}, async (t) => {
  const files = await Promise.all([laidOut(), laidOut()].map(async (folder) => pack(await folder)));
  const [one, another] = files.map((file) => createHash("sha256").update(readFileSync(file)).digest("hex"));
  assert.equal(one, another);
  const {size} = statSync(files[0]!);
  assert.ok(size <= 50e6, `${size} bytes`);
  t.diagnostic(`${(size / 1e6).toFixed(1)} MB`);
  const there = scratch();
  assert.equal(ran("tar", ["-xJf", files[0]!, "-C", there]).status, 0);
  symlinkSync(join(there, basename(files[0]!, ".tar.xz"), "bin", "knockbook"), join(there, "knockbook"));
  assert.match(ran(join(there, "knockbook"), ["--help"], {PATH: "/usr/bin:/bin"}).stdout, /^Usage: knockbook/);
});
