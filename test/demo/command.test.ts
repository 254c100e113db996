import assert from "node:assert/strict";
import {mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, describe, it} from "node:test";
import {byteSize, demoCommand, demoLogPath, writeDemo} from "../../lib/cli/demo.ts";
import {demoFacts} from "../../lib/demo/facts.ts";
import {few} from "../scope.ts";

const folder = mkdtempSync(join(tmpdir(), "knockbook-demo-"));
after(() => rmSync(folder, {recursive: true}));
const path = join(folder, "below", "demo.log");

describe("writeDemo", () => {
  it("writes the log once, and again only when its content is not right", async () => {
    const {lines, bytes} = demoFacts;
    assert.deepEqual(await writeDemo(path), {path, lines, bytes, kept: false});
    assert.deepEqual(await writeDemo(path), {path, lines, bytes, kept: true});
    truncateSync(path, 1000);
    assert.equal((await writeDemo(path)).kept, false);
    writeFileSync(path, Buffer.alloc(bytes));
    assert.equal((await writeDemo(path)).kept, false);
    assert.deepEqual(readdirSync(join(folder, "below")), ["demo.log"]);
  });

  it("makes a log of about a size", async () => {
    for (const size of few([10e6, 80e6], 1)) {
      const {bytes} = await writeDemo(path, {size});
      assert.ok(Math.abs(bytes / size - 1) < 0.05, `${bytes} for ${size}`);
      assert.equal(statSync(path).size, bytes);
    }
  });

  it("leaves nothing behind when it cannot write", async () => {
    await assert.rejects(writeDemo(join(folder, "below")), /EISDIR|ENOTEMPTY|EEXIST/);
    assert.deepEqual(readdirSync(folder), ["below"]);
  });
});

describe("demoCommand", () => {
  it("writes into the data folder of the project and has an example", () => {
    assert.match(demoLogPath, /[\\/]data[\\/]demo\.log$/);
    let help = "";
    demoCommand()
      .configureOutput({writeOut: (text) => (help += text)})
      .outputHelp();
    assert.match(help, /data\/demo\.log/);
    assert.match(help, /knockbook demo --size 1GB/);
  });
});

describe("byteSize", () => {
  for (const [text, bytes] of [
    ["100MB", 100e6],
    ["1 GB", 1e9],
    ["1.5g", 1.5e9],
    ["500kb", 500e3],
    ["2000", 2000]
  ] as const) {
    it(`reads ${text}`, () => assert.equal(byteSize(text), bytes));
  }

  it("refuses what is no size", () => {
    for (const text of ["", "0", "x", "-1MB", "1TB", "1e9"]) assert.throws(() => byteSize(text), /not a size/, text);
  });
});
