import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";
import {writeJournal} from "../log/journals.ts";
import {suites} from "../pi/roots.ts";
import {folder} from "../store/logs.ts";
import {contentOf, run} from "../store/run.ts";
import {holds} from "./check.ts";
import {entriesOf} from "./journal.ts";
import {planOf, repetitions} from "./plan.ts";
import {noSshd} from "./roots.ts";

describe("a database holds exactly what was done", {concurrency: true}, () => {
  for (const suite of suites) {
    const skip = noSshd(suite);
    test(`at the sshd of ${suite}`, {skip}, async (t) => {
      const db = join(folder(t), "a.sqlite");
      const log = await holds(suite, planOf(suite), db);
      await t.test("and the same from a journal of it", async (t) => {
        const path = writeJournal(t, folder(t), "sshd", entriesOf(log));
        if (path === null) return;
        const other = join(folder(t), "b.sqlite");
        const {code, err} = await run(["ingest", "--db", other, `journal:${path}`]);
        assert.equal(code, 0, err);
        assert.equal(contentOf(other).digest, contentOf(db).digest);
      });
    });
    test(`at the sshd of ${suite}, where rsyslog counts repetitions`, {skip}, async (t) => {
      const log = await holds(suite, repetitions, join(folder(t), "a.sqlite"), "$RepeatedMsgReduction on\n");
      assert.match(readFileSync(log, "utf8"), /message repeated 4 times: \[ Failed password for pi /);
    });
  }
});
