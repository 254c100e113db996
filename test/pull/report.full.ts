import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {reading} from "../../lib/store/database.ts";
import {readSums} from "../../lib/store/day/sums.ts";
import {laidOut} from "../pi/built.ts";
import {madeUpLines} from "../store/run.ts";
import {place, reads} from "./here.ts";
import {machine, noServer} from "./sshd.ts";

const lines = madeUpLines(0.5, {start: "2025-01-01", end: "2025-05-01"});
const pages = ["1-overview", "2-countries", "3-world", "4-united-states", "5-names", "knockbook"];

/** Returns a page as a reader has it before its scripts run, without markup. */
function textOf(out: string, name: string): string {
  const body = readFileSync(join(out, `${name}.html`), "utf8").replaceAll(/<(script|style|svg)\b.*?<\/\1>/gs, "");
  return body.replaceAll(/<[^>]+>/g, "").replaceAll(/\s+/g, " ");
}

/** Returns how many attempts were refused or abandoned, as the finding says it. */
function finding(db: string): string {
  const sums = reading(db, (store) => readSums(store)).filter(({outcome}) => /failed|abandoned/.test(outcome));
  const all = sums.reduce((sum, {attempts}) => sum + attempts, 0);
  return `${all.toLocaleString("en").replaceAll(",", " ")} attempts`;
}

test("pull --report: from a log there to the pages here, and again when there is more", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook: await laidOut()});
  const [db, out] = [join(here, "a.sqlite"), join(here, "reports")];
  let before = "";
  for (const count of [lines.length / 2, lines.length]) {
    await reads(pi, lines.slice(0, count));
    const {code, out: said, err} = await pi.pull(["--db", db, "--report", "--out", out]);
    assert.equal(code, 0, err);
    assert.match(said, /^pi: [\d\u202f]+ new lines/);
    assert.deepEqual(
      [...said.matchAll(/^  (.+\.html)$/gm)].map(([, page]) => page).toSorted(),
      pages.filter((name) => name !== "knockbook").map((name) => join(out, `${name}.html`))
    );
    assert.ok(said.endsWith(`\n\nOpen ${join(out, "knockbook.html")} in a browser.\n`), said);
    assert.deepEqual(
      readdirSync(out).toSorted(),
      pages.map((name) => `${name}.html`)
    );
    const text = textOf(out, "knockbook");
    assert.ok(text.includes(`Who knocks, when, and as whom${finding(db)}`), finding(db));
    assert.ok(!text.includes("made-up"));
    assert.notEqual(finding(db), before);
    before = finding(db);
  }
});
