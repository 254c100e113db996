import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

const folder = join(import.meta.dirname, "../../lib/analysis");

/** Files that hold no question of their own: what questions are made of, and one that needs two geo databases. */
const others = ["agreement", "clock", "order", "shared-lists", "suspicion", "walks"];

test("every question of lib/analysis is asked of parts, and with other ids", () => {
  const asked = readFileSync(join(import.meta.dirname, "analyses.ts"), "utf8");
  for (const file of readdirSync(folder).map((name) => name.replace(".ts", "")))
    if (!others.includes(file)) assert.ok(asked.includes(`lib/analysis/${file}.ts`), `analyses.ts lacks ${file}`);
});
