import assert from "node:assert/strict";
import {chmodSync, existsSync, readdirSync, writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import {test} from "node:test";
import {findBrowser, printPage} from "../../lib/report/pdf.ts";
import {folder} from "../store/logs.ts";

/** Writes a program that stands for a browser. */
function program(at: string, script: string): string {
  const path = join(at, "chromium");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("the browser is found in PATH; without one it says what to install", (t) => {
  const at = folder(t);
  assert.throws(
    () => findBrowser(at),
    /^Error: no chromium to make a PDF with; install it: sudo apt install chromium$/
  );
  const chromium = program(at, "");
  assert.equal(findBrowser([join(at, "none"), at].join(delimiter)), chromium);
});

test("a browser that fails, or writes nothing, is an error in one line; its folder is removed", async (t) => {
  const [at, temporary] = [folder(t), folder(t)];
  const before = process.env.TMPDIR;
  t.after(() => (before === undefined ? delete process.env.TMPDIR : (process.env.TMPDIR = before)));
  process.env.TMPDIR = temporary;
  const failing = program(at, "echo one >&2; echo no display >&2; exit 3");
  await assert.rejects(printPage("<p>", join(at, "a.pdf"), failing), /^Error: .*chromium made no PDF: no display$/);
  await assert.rejects(printPage("<p>", join(at, "a.pdf"), program(at, "exit 0")), /made no PDF: ENOENT/);
  assert.equal(existsSync(join(at, "a.pdf")), false);
  assert.deepEqual(readdirSync(temporary), []);
});
