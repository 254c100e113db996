import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {laidOut} from "../pi/built.ts";
import {contentOf, logOf, madeUpLines, seeded} from "../store/run.ts";
import {cutAfter, emptied, hidden, ingestInto, place, reads, whole} from "./here.ts";
import {machine, noServer} from "./sshd.ts";

const lines = madeUpLines(0.5, {start: "2025-01-01", end: "2025-05-01"});
/** Where logs begin and end: between two seconds. */
const edges = lines.map((_, i) => i).filter((i) => i === 0 || lines[i]!.slice(0, 15) !== lines[i - 1]!.slice(0, 15));
const knockbook = noServer ? "" : await laidOut();

for (const seed of [1, 2])
  test(
    `pulls at any time, cut anywhere, bring what all logs read here do (seed ${seed})`,
    {skip: noServer},
    async (t) => {
      const [here, random] = [place(), seeded(seed)];
      const [db, all] = [join(here, "a.sqlite"), join(here, "all.sqlite")];
      const any = (n: number): number => Math.floor(n * random());
      const pis = await Promise.all(
        ["pi", "pi2"].map((name, i) => machine(t, here, {name, knockbook, machineId: `${i}`.repeat(32)}))
      );
      const logs: string[] = [];
      let cut = 0;
      const waiting = new Set<string>();
      for (let step = 0; step < 14; step += 1) {
        const pi = pis[any(2)]!;
        const [from, to] = [edges[any(edges.length)]!, edges[any(edges.length)]!].toSorted((a, b) => a - b);
        const some = lines.slice(from, to).map((line) => line.replace(" pi ", ` ${pi.destination} `));
        await reads(pi, some, `${step}.log`);
        logs.push(logOf(join(here, `${step}.log`), some));
        if (random() < 0.3) continue;
        if (random() < 0.7) cutAfter(pi, any(400_000), {kill: random() < 0.5});
        const {code, err} = await pi.pull(["--db", db]);
        if (code !== 0) assert.match(err, /^knockbook: (what pi2? sent is not whole|ssh to pi2? failed)[^\n]*\n$/);
        cut += code!;
        whole(pi);
        await emptied(pi.tmp);
        if (code === 0) waiting.delete(pi.destination);
        else waiting.add(pi.destination);
        assert.ok(hidden(here).length <= waiting.size, "nothing waits after a whole copy");
      }
      for (const pi of pis) assert.deepEqual((await pi.pull(["--db", db])).err, "");
      for (const log of logs) await ingestInto(all, log);
      assert.deepEqual(contentOf(db), contentOf(all));
      assert.deepEqual(hidden(here), []);
      assert.ok(cut > 0, "some were cut");
      t.diagnostic(`${cut} pulls were cut`);
    }
  );
