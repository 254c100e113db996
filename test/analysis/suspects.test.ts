import assert from "node:assert/strict";
import {test} from "node:test";

import {suspects} from "../../lib/analysis/suspects.ts";
import {masked, shown, suspicionOf} from "../../lib/analysis/suspicion.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {database} from "../ask/attempts.ts";

const rules: [user: string, suspicion: ReturnType<typeof suspicionOf>, why: string][] = [
  ["someone@example.com", "e-mail address", "as it is"],
  ["o'neill@example.org", "e-mail address", "a quote may be in one (RFC 5322)"],
  ["jörg@müller.example", "e-mail address", "letters of other alphabets are letters"],
  ["root@localhost", null, "a host without a dot: somebody mistook the field for ssh's argument"],
  ["5f4dcc3b5aa765d61d8327deb882cf99", "hexadecimal key", "an MD5"],
  ["DEADBEEF00000000", "hexadecimal key", "in capitals"],
  ["deadbeefdeadbeef", null, "no digit: could be words"],
  ["P@ssw0rd1", "the word password", "look-alikes"],
  ["passwd", "the word password", "short for it"],
  ["pass123", "the word password", "with digits"],
  ["compass1", null, "a word that ends so"],
  ["1qaz2wsx", "run along the keyboard", "two columns of keys"],
  ["Qwerty", "run along the keyboard", "capitals do not matter"],
  ["123456", "six digits or more", "the most common password"],
  ["12345", null, "five digits are numbers of ports and extensions"],
  ["Summer2024!", "three kinds of characters", "four kinds"],
  ["tr0ub4dor&3", "three kinds of characters", "small letters, digits, signs"],
  ["John.Smith1", "three kinds of characters", "a false alarm: capitals, small letters, a digit"],
  ["Abc1", null, "too short"],
  ["gitlab-runner", null, "a hyphen is in names"],
  ["DESKTOP-AB12$", null, "a machine's account ends in $"],
  ["PlcmSpIp", null, "an account of telephones: two kinds"],
  ["hunter2", null, "a password that looks like a name; this rule cannot see it"],
  ["админ", null, "letters"],
  ["", null, "a name of nothing"],
  ["<img src=x onerror=alert(1)>", null, "against the reader"],
  ["'; DROP TABLE attempts;--", null, "against the reader"],
  ["\u001b[31mP@ssw0rd", null, "against the reader"],
  ["My(Pass)1", "three kinds of characters", "brackets are signs"],
  ['=HYPERLINK("x")', "three kinds of characters", "a false alarm: a formula"],
  ["$(reboot)", null, "two kinds"],
  ["\u202eTr0ub4dor!", null, "a turned direction is a control"],
  ["aA1!".repeat(2500), null, "nobody types 10,000 characters"]
];

for (const [user, suspicion, why] of rules)
  test(`${JSON.stringify(user.slice(0, 40))}: ${why}`, () => {
    assert.equal(suspicionOf(user), suspicion);
  });

test("a rule takes no time for a name that was made to take it long", () => {
  const start = performance.now();
  for (const text of ["a@" + "a.".repeat(60), "a".repeat(128), "1".repeat(127) + "x", "@".repeat(1e6)])
    suspicionOf(text);
  assert.ok(performance.now() - start < 200);
});

test("suspects are counted, and told from accounts and from the slips of those who log in", async (t) => {
  const own = {address: "192.0.2.1"};
  const log = openPolarsLog(
    database(t, [
      {user: "Summer2024!", known: 0, ...own, times: 2},
      {user: "Summer2024!", known: 0, address: "192.0.2.2"},
      {user: "Summer2024!", known: 0, address: "192.0.2.3", outcome: "probe"},
      {user: "summer2024!", known: 0, address: "192.0.2.2", outcome: "abandoned", times: 5},
      {user: "123456", known: 0, address: null},
      {user: "P@ssw0rd1", known: 1, address: "192.0.2.2"}, // there is such an account
      {user: "", known: 0},
      {user: null, known: null},
      {user: "root", known: 1, ...own, outcome: "accepted"}
    ])
  );
  const none = {loggedIn: false, suspicion: "three kinds of characters"};
  assert.deepEqual(await suspects(log, {reveal: true}), [
    {user: "summer2024!", ...none, attempts: 5, addresses: 1},
    {user: "Summer2024!", ...none, attempts: 3, addresses: 2, loggedIn: true},
    {user: "123456", ...none, suspicion: "six digits or more", attempts: 1, addresses: 0}
  ]);
});

test("a suspect is masked unless one asks for it: its first character and its length stay", async (t) => {
  const log = openPolarsLog(database(t, [{user: "Summer2024!", known: 0}]));
  const [suspect] = await suspects(log);
  assert.equal(suspect!.user, "S… (11)");
  assert.equal(masked("😀😀"), "😀… (2)");
  assert.deepEqual(shown("Summer2024!"), {user: "S… (11)", secret: true});
  for (const user of ["", "root", "<b>"]) assert.deepEqual(shown(user), {user, secret: false});
});

test("a log without logins or without names has none that logged in", async (t) => {
  assert.deepEqual(await suspects(openPolarsLog(database(t, []))), []);
  const [suspect] = await suspects(openPolarsLog(database(t, [{user: "123456", known: 0}])));
  assert.equal(suspect!.loggedIn, false);
});
