import {join} from "node:path";
import {describe, test} from "node:test";
import {suites} from "../pi/roots.ts";
import {folder} from "../store/logs.ts";
import {seeded} from "../store/run.ts";
import {holds} from "./check.ts";
import {abandoned, failed, paramiko, type Knock} from "./knock.ts";
import {keptOf, randomName} from "./random.ts";
import {noSshd} from "./roots.ts";

const many = 600;
const random = seeded(7);
const names = Array.from({length: many}, () => randomName(random));

describe("a database holds exactly what was done by names of random bytes", {concurrency: true}, () => {
  for (const suite of suites)
    test(`at the sshd of ${suite}`, {skip: noSshd(suite)}, async (t) => {
      const plan = names.map((name, index) => [index % 2 ? refusedKey(name) : refusedPassword(name)]);
      await holds(suite, plan, join(folder(t), "a.sqlite"));
    });
});

function refusedPassword(name: Buffer): Knock {
  return paramiko("usual", name, {tries: ["wrong"], rows: [failed(keptOf(name))]});
}

function refusedKey(name: Buffer): Knock {
  return paramiko("keys", name, {method: "key", tries: ["wrong1"], rows: [abandoned(keptOf(name))]});
}
