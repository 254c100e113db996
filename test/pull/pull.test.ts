import assert from "node:assert/strict";
import {chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {setTimeout as sleep} from "node:timers/promises";
import Database from "better-sqlite3";
import {openStore} from "../../lib/store/database.ts";
import {readSummary} from "../../lib/store/status/summary.ts";
import {laidOut, notRoot} from "../pi/built.ts";
import {contentOf, failedWith, hashOf, madeUpLines, run} from "../store/run.ts";
import {cutAfter, emptied, hidden, place, reads, whole} from "./here.ts";
import {machine, noServer, program} from "./sshd.ts";

const lines = madeUpLines(0.2);
const knockbook = noServer ? "" : await laidOut();

test("pull brings what is new, and copies nothing when nothing is", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const db = join(here, "a.sqlite");
  await reads(pi, lines.slice(0, 2000));
  const first = await pi.pull(["--db", db]);
  assert.deepEqual({code: first.code, err: first.err}, {code: 0, err: ""}, pi.said());
  assert.match(first.out, /^pi: [\d\u202f]+ new lines, [^\n]+ failed[^\n]*\n$/);
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  await emptied(pi.tmp);

  const unchanged = hashOf(db);
  program(pi, "mktemp", "echo 'a copy is made' >&2; exit 1");
  assert.deepEqual(await pi.pull(["--db", db]), {code: 0, out: "pi: nothing new\n", err: ""});
  assert.equal(hashOf(db), unchanged);
  rmSync(join(pi.programs, "mktemp"));

  await reads(pi, lines);
  assert.match((await pi.pull(["--db", db])).out, /^pi: [\d\u202f]+ new lines/);
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  assert.deepEqual(hidden(here), []);
});

test("a machine without zstd sends gzip, and needs little else", {skip: noServer}, async (t) => {
  const here = place();
  const tools = [
    "sh",
    "cat",
    "cut",
    "dirname",
    "gzip",
    "head",
    "mktemp",
    "readlink",
    "rm",
    "sha256sum",
    "tail",
    "uname",
    "wc"
  ];
  const pi = await machine(t, here, {knockbook, tools});
  const db = join(here, "a.sqlite");
  await reads(pi, lines.slice(0, 1000));
  const {code, err} = await pi.pull(["--db", db]);
  assert.deepEqual({code, err}, {code: 0, err: ""});
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  await emptied(pi.tmp);
});

test("a copy that is cut in the middle changes nothing, and the next one is whole", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const db = join(here, "a.sqlite");
  await reads(pi, lines.slice(0, 1000));
  assert.equal((await pi.pull(["--db", db])).code, 0);
  await reads(pi, lines);
  const unchanged = hashOf(db);
  const part = "head -c 3000 | /usr/bin/zstd -c";
  const cuts: [() => void, RegExp][] = [
    [() => cutAfter(pi, 3000, {kill: true}), /ssh to pi failed; try: ssh pi/],
    [() => cutAfter(pi, 3000), /what pi sent is not whole; pull again/],
    [() => program(pi, "zstd", part), /what pi sent is not whole; pull again/],
    [() => program(pi, "zstd", `${part}; exit 1`), /what pi sent is not whole|the copy from pi broke off/]
  ];
  for (const [cut, wanted] of cuts) {
    cut();
    failedWith(await pi.pull(["--db", db]), wanted);
    assert.equal(hashOf(db), unchanged);
    await emptied(pi.tmp);
  }
  whole(pi);
  assert.equal((await pi.pull(["--db", db])).code, 0);
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  assert.deepEqual(hidden(here), []);
});

test("a pull that is killed leaves what there was; the next one clears up", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const db = join(here, "a.sqlite");
  await reads(pi, lines.slice(0, 1000));
  program(pi, "zstd", "head -c 3000 | /usr/bin/zstd -c; sleep 1; exec /usr/bin/zstd -c");
  const child = pi.started(["--db", db]);
  for (let turns = 0; hidden(here).length === 0 && turns < 200; turns += 1) await sleep(25);
  assert.equal(hidden(here).length, 1, "the copy is under way");
  process.kill(child.pid!, "SIGKILL");
  await emptied(pi.tmp);
  assert.equal(hashOf(db), null);
  whole(pi);
  assert.equal((await pi.pull(["--db", db])).code, 0);
  assert.deepEqual(hidden(here), []);
  assert.deepEqual(contentOf(db), contentOf(pi.db));
});

test("two machines of one name are told apart by their machine ids", {skip: noServer || notRoot}, async (t) => {
  const here = place();
  const db = join(here, "a.sqlite");
  const pi = await machine(t, here, {knockbook});
  await reads(pi, lines.slice(0, 1000));
  assert.equal((await pi.pull(["--db", db])).code, 0);
  const other = await machine(t, join(here, "other"), {knockbook, machineId: "2".repeat(32)});
  await reads(other, lines.slice(0, 2000));
  const unchanged = hashOf(db);
  failedWith(await other.pull(["--db", db]), /pi is of another machine than the pi in .*: --host NAME$/m);
  assert.equal(hashOf(db), unchanged);
  assert.match((await other.pull(["--db", db, "--host", "garden"])).out, /^garden: [\d\u202f]+ new lines/);
  assert.equal((await other.pull(["--db", db])).out, "pi: nothing new\n", "the name is remembered");
  const store = openStore(db);
  t.after(() => store.close());
  assert.deepEqual(
    readSummary(store).hosts.map(({host, machine, lines}) => [host, machine![0], lines.read]),
    [
      ["garden", "2", 2000],
      ["pi", "1", 1000]
    ]
  );
});

test("a database of an older schema comes along", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here);
  const [db, same] = [join(here, "a.sqlite"), join(here, "same.sqlite")];
  const old = new Database(pi.db);
  const sql = readFileSync(join(import.meta.dirname, "../store/version2.sql"), "utf8");
  old.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${sql} COMMIT`);
  old.close();
  chmodSync(pi.db, 0o644);
  copyFileSync(pi.db, same);
  program(pi, "knockbook", 'cp "$4" "$2"'); // an old knockbook, which knows the schema
  const {code, err} = await pi.pull(["--db", db]);
  assert.deepEqual({code, err}, {code: 0, err: ""});
  openStore(same).close();
  assert.deepEqual(contentOf(db), contentOf(same));
});

test("a knockbook that is a schema older sends all it has", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here);
  const [db, same] = [join(here, "a.sqlite"), join(here, "same.sqlite")];
  const old = new Database(pi.db);
  const sql = readFileSync(join(import.meta.dirname, "../store/version3.sql"), "utf8");
  old.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${sql} COMMIT`);
  old.close();
  chmodSync(pi.db, 0o644);
  copyFileSync(pi.db, same);
  program(pi, "knockbook", `case " $* " in *" --seen "*) echo '{"news":3}' >"$2";; *) cp "$4" "$2";; esac`);
  const {code, err, out} = await pi.pull(["--db", db]);
  assert.deepEqual({code, err}, {code: 0, err: ""});
  assert.match(out, /^pi: the whole database came, as /m);
  openStore(same).close();
  assert.deepEqual(contentOf(db), contentOf(same));
});

test("what goes wrong is one line that says what to do", {skip: noServer}, async (t) => {
  const here = place();
  const db = join(here, "a.sqlite");
  const pi = await machine(t, here, {knockbook});
  failedWith(await pi.pull(["--db", db]), /there is no database on pi yet; run there: /);
  await reads(pi, lines.slice(0, 500));
  failedWith(await pi.pull(["--db", join(here, "none/a.sqlite")]), /no folder .*none; make it/);
  const bad = await run(["pull", "pi@nobody.invalid", "--db", db]);
  failedWith(bad, /ssh to pi@nobody\.invalid failed; try: ssh pi@nobody\.invalid/);
  program(pi, "knockbook", 'echo "knockbook: the disk is full; free some space" >&2; exit 1');
  failedWith(await pi.pull(["--db", db]), /^knockbook: on pi: the disk is full; free some space$/m);
  program(pi, "knockbook", 'head -c 9000 /dev/urandom >"$2"');
  failedWith(await pi.pull(["--db", db]), /the copy from pi is not a knockbook database/);
  program(
    pi,
    "knockbook",
    'cp "$4" "$2"; printf "\\377%.0s" $(seq 9000) | dd of="$2" bs=1 seek=9000 conv=notrunc status=none'
  );
  failedWith(await pi.pull(["--db", db]), /the copy from pi is damaged/);
  const newer = openStore(join(here, "newer.sqlite"));
  newer.pragma("user_version = 99");
  newer.close();
  failedWith(await pi.pull(["--db", join(here, "newer.sqlite")]), /newer\.sqlite comes from a newer knockbook/);
  assert.equal(hashOf(db), null);
  assert.deepEqual(hidden(here), []);
  await emptied(pi.tmp);
});

test("without knockbook, or out of its group, it says so", {skip: noServer}, async (t) => {
  const here = place();
  const db = join(here, "a.sqlite");
  const bare = await machine(t, here);
  failedWith(await bare.pull(["--db", db]), /knockbook is not installed on pi; /);
  const closed = await machine(t, join(here, "closed"), {knockbook, inGroup: false});
  failedWith(await closed.pull(["--db", db]), /may not be read on pi; run there: sudo usermod -aG knockbook/);
});

test("full disks, there and here", {skip: noServer || notRoot}, async (t: TestContext) => {
  const here = place();
  const pi = await machine(t, here, {knockbook, tmpSize: "20k"});
  await reads(pi, lines);
  const [full, db] = [join(here, "full"), join(here, "full/a.sqlite")];
  failedWith(await pi.pull(["--db", join(here, "a.sqlite")]), /on pi: the disk is full; free some space/);
  const roomy = await machine(t, join(here, "roomy"), {knockbook});
  await reads(roomy, lines);
  const enough = `${Math.ceil(statSync(roomy.db).size / 1024) + 40}k`; // for the copy, not for what is made of it
  for (const size of ["100k", enough]) {
    mkdirSync(full, {recursive: true});
    const mount = `mount -t tmpfs -o size=${size} tmpfs ${full}; "$@"; code=$?; ls -A ${full}; exit $code`;
    const ended = await roomy.pull(["--db", db], {under: ["unshare", "--mount", "sh", "-c", mount, "sh"]});
    failedWith(ended, /the disk is full; free some space/);
    assert.ok(["", "a.sqlite\n"].includes(ended.out), ended.out);
  }
});

test("only a destination goes to ssh", async () => {
  for (const text of [
    "-oProxyCommand=touch x",
    "pi@-oProxyCommand=x",
    "pi;id",
    "$(id)",
    "pi pi",
    "`id`@pi",
    "",
    "pi@"
  ]) {
    const {code, err} = await run(["pull", "--", text]);
    assert.equal(code, 2, text);
    assert.match(err, /not as pi@raspberrypi\.local/);
  }
});

test("--report makes the report of what was pulled", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  await reads(pi, lines.slice(0, 500));
  const none = join(here, "none.mmdb");
  const ended = await pi.pull(["--db", join(here, "a.sqlite"), "--report"], {env: {KNOCKBOOK_GEO: none}});
  failedWith(ended, /none\.mmdb/);
  assert.match(ended.out, /^pi: 500 new lines|^pi: /);
});
