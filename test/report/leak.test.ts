import assert from "node:assert/strict";
import {test} from "node:test";
import {crc32, deflateSync, gzipSync} from "node:zlib";
import {chapterPage} from "../../lib/report/page/page.ts";
import {csv} from "../../lib/report/csv.ts";
import {finder} from "../../lib/report/public/find.ts";
import {leakFinder} from "../../lib/report/public/leak.ts";
import type {Secrets} from "../../lib/report/public/secrets.ts";
import {code, printed, shown, text} from "./sample.ts";

const secrets: Secrets = {
  addresses: new Set(["203.0.113.77", "203.0.113.0", "2001:db8:7::42", "2001:db8:7::"]),
  own: new Set(["maples", "annika", "root"]),
  folded: new Set(["hunter2!", "kitchen-nas", "Zz9", "12345", "8412365", "chart", "sparrow"]),
  shown: new Set(["jo.annika", "root"])
};

const prose = {name: "a", title: "A", run: {cells: [text("A sparrow on the fence.")]}};
const search = leakFinder(secrets, [prose]);

const found: readonly (readonly [text: string, secret: string])[] = [
  ["from 203.0.113.77 port 22", "203.0.113.77"],
  ["host-203-0-113-77.example", "203-0-113-77"],
  ["203.0.113.0/24", "203.0.113.0"],
  ["the network 203.0.113.x", "203.0.113.x"],
  ["2001:0DB8:0007:0000::0042 and", "2001:0DB8:0007:0000::0042"],
  ["[2001:db8:7::42]:22", "2001:db8:7::42"],
  ["2001:db8:7::/48", "2001:db8:7::"],
  ["::ffff:203.0.113.77", "203.0.113.77"],
  ["log of maples.", "maples"],
  ["“annika” knocks", "annika"],
  ["hunter2!", "hunter2!"],
  ["jo.annika.example", "annika"],
  ["at kitchen-nas,", "kitchen-nas"],
  ["PIN 8412365", "8412365"],
  ['["8412365"]', "8412365"]
];

test("an address or a hidden name is found, however it is written", () => {
  for (const [text, secret] of found) assert.equal(search(text), JSON.stringify(secret), text);
});

const fine = [
  "203.0.113.7 and 203.0.113.770 and 1203.0.113.77", // others' addresses, and none
  "2001:db8:70::42",
  "maplestone, annikas", // parts of words
  '[8412365,8412365] {"n":8412365}',
  "a,8412365\r\n", // data
  "root Zz9 12345", // what every host has, what is too short, what may be a count
  "jo.annika, jo.annika. %3ejo.annika%3c/b>, \\u003ejo.annika\\u003c/b>", // a part of a name that is shown
  "chart sparrow" // words of the program, words of a notebook
];

test("what only looks like a secret is none", () => {
  for (const text of fine) assert.equal(search(text), null, text);
});

/** A PNG of no pixels with a chunk. */
function png(type: string, data: Buffer): Buffer {
  const chunk = (name: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(name, 4, "latin1");
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])));
    return Buffer.concat([head, body, sum]);
  };
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", Buffer.alloc(13)), chunk(type, data), chunk("IEND", Buffer.alloc(0))]);
}

const planted = "203.0.113.77";
const image = (bytes: Buffer): string => `data:image/png;base64,${bytes.toString("base64")}`;
const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const escaped = (text: string, escape: (code: number) => string): string =>
  Array.from(text, (sign) => escape(sign.charCodeAt(0))).join("");

const codings: Readonly<Record<string, string>> = {
  entities: escaped(planted, (code) => `&#${code};`),
  "hexadecimal entities": escaped(planted, (code) => `&#x${code.toString(16)};`),
  "JSON escapes": escaped(planted, (code) => `\\u${code.toString(16).padStart(4, "0")}`),
  "percent signs": escaped(planted, (code) => `%${code.toString(16)}`),
  "percent signs of percent signs": escaped(planted, (code) => `%25${code.toString(16)}`),
  base64: base64(planted),
  "base64 in base64": base64(`see ${base64(planted)}`),
  "base64 of UTF-8 among others": base64(`\u0000\u0001ä ${planted} \u0000`),
  gzip: base64(gzipSync(planted)),
  zlib: base64(deflateSync(planted)),
  "a PNG's text": image(png("tEXt", Buffer.from(`Comment\0by ${planted}`))),
  "a PNG's packed text": image(png("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(planted)]))),
  "a PNG's international text": image(png("iTXt", Buffer.from(`Comment\0\0\0en\0\0${planted}`))),
  "a PNG's packed international text": image(
    png("iTXt", Buffer.concat([Buffer.from("Comment\0\u0001\0en\0\0"), deflateSync(planted)]))
  ),
  "a PNG's Exif": image(png("eXIf", Buffer.from(`II*\0${planted}\0`))),
  "behind a PNG's end": image(Buffer.concat([png("tIME", Buffer.alloc(7)), Buffer.from(planted)]))
};

for (const [coding, text] of Object.entries(codings))
  test(`an address in ${coding} is found`, () => {
    assert.match(search(`<p title="x">${text}</p>`) ?? "none", /203\.0\.113\.77/);
  });

const svg = (text: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${text}</svg>`;
const spec = (more: object): object => ({description: "bars", data: {values: []}, mark: "bar", ...more});
const chart = (more: object, picture = svg("")): ReturnType<typeof shown> =>
  shown({"application/vnd.vegalite.v5+json": spec(more), "image/svg+xml": picture});

const places: Readonly<Record<string, ReturnType<typeof code>>> = {
  "a text of the notebook": text(`Mine is \`${planted}\`.`),
  "bold digits": text("Mine is 203.0.**113**.77."),
  code: code(`const mine = "${planted}";`, printed("1")),
  "what a cell printed": code("", printed(`to ${planted}\n`)),
  "a computed text": code("", shown({"text/markdown": `by **${planted}**`})),
  "a table": code("", shown({"text/html": `<table><tr><td>${planted}</td></tr></table>`})),
  "a chart's description": code("", chart({description: `of ${planted}`})),
  "a chart's data": code("", chart({data: {values: [{address: planted}]}})),
  "a chart's shared data": code("", chart({data: {values: Array.from({length: 200}, () => ({address: planted}))}})),
  "a name of a chart's field": code("", chart({data: {values: [{[planted]: 1}]}})),
  "a chart's picture": code("", chart({}, svg(`<text>${planted}</text>`))),
  "a title in a chart's picture": code("", chart({}, svg(`<g aria-label="${planted}"/>`))),
  "a picture in a chart's picture": code("", chart({}, svg(`<image href="${codings["a PNG's text"]}"/>`))),
  "a flag's text": code("", chart({data: {values: [{flag: codings["a PNG's packed text"]}]}})),
  "a chart for phones": code(
    "",
    shown({
      "application/vnd.vegalite.v5+json": spec({}),
      "application/vnd.knockbook.phone+json": spec({title: planted})
    })
  )
};

const page = (cell: (typeof places)[string], title = "A"): string =>
  chapterPage({name: "a", title, run: {cells: [cell, text("End.")]}}, {generated: new Date(0)});

for (const [place, cell] of Object.entries(places))
  test(`an address in ${place} is found on the page`, () => {
    assert.match(search(page(cell)) ?? "none", /203\.0\.113\.77/);
  });

test("an address in a title, and in a table as CSV, is found; a page without one is fine", () => {
  assert.match(search(page(text("A."), `A ${planted}`)) ?? "none", /203\.0\.113\.77/);
  assert.match(search(csv({columns: ["a"], rows: [[planted]]})) ?? "none", /203\.0\.113\.77/);
  assert.equal(search(page(code("const a = 1;", chart({})))), null);
});

test("of many needles, each is found as a word of its own", () => {
  const needles = Array.from({length: 5000}, (_, i) => `name${i}`);
  const find = finder(needles);
  for (const needle of needles.slice(0, 50)) assert.equal(find(`a ${needle} b`), needle);
  assert.equal(find("xname1 name1x name-1 name5000"), null);
  assert.equal(find(""), null);
});
