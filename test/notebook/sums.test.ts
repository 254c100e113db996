import assert from "node:assert/strict";
import {test} from "node:test";
import {emptyText, undatedText} from "../../lib/notebook/sums.ts";

const nothing = {probe: 0, accepted: 0};

const empty: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  [
    "probes only",
    emptyText({probe: 3, accepted: 0}, {read: 3, other: 0, unread: 0}),
    /but 3 probes \(connections.*\)\.$/
  ],
  ["one probe", emptyText({probe: 1, accepted: 0}, {read: 1, other: 0, unread: 0}), /but 1 probe \(a connection/],
  [
    "logins and probes",
    emptyText({probe: 2, accepted: 1}, {read: 9, other: 0, unread: 1}),
    /\) and 1 accepted login\. 1 line of/
  ],
  [
    "lines of sshd that make none",
    emptyText(nothing, {read: 5, other: 3, unread: 0}),
    /^The log holds no attempt, in 2 lines of sshd\.$/
  ],
  [
    "unread lines only",
    emptyText(nothing, {read: 5, other: 3, unread: 2}),
    /^The log holds no attempt\. 2 lines of sshd could not be read/
  ],
  ["other programs only", emptyText(nothing, {read: 5, other: 5, unread: 0}), /Is this the right log/],
  ["nothing", emptyText(nothing, {read: 0, other: 0, unread: 0}), /Is this the right log/]
];

for (const [what, text, says] of empty)
  test(`a log of ${what} says what it holds`, () => {
    assert.match(text, says);
    assert.equal(
      text.includes("right log"),
      says.source.includes("right log"),
      "it asks only where there is nothing of sshd"
    );
  });

test("attempts without a time are said where there are any", () => {
  assert.equal(undatedText({undated: 0}), "");
  assert.match(undatedText({undated: 1}), /^ 1 attempt has no time: it is counted/);
  assert.match(undatedText({undated: 2500}), /^ 2\u202f500 attempts have no time: they are counted/);
});
