import assert from "node:assert/strict";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {commands} from "../../lib/cli/main.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const docs = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map((name) => ({
  name,
  text: readFileSync(join(root, name), "utf8")
}));

test("the README names every command", () => {
  for (const name of Object.keys(commands))
    assert.match(readme, new RegExp(`\`${name}[ \`]`), `README.md lacks the command ${name}`);
});

test("every command has a description and an example in its help", async () => {
  for (const [name, load] of Object.entries(commands)) {
    const command = await load();
    assert.equal(command.name(), name);
    let help = "";
    command.configureOutput({writeOut: (text) => (help += text)}).outputHelp();
    assert.ok(command.description().length > 10, `${command.name()} has no description`);
    assert.match(help, /Examples?:\n {2}/, `${command.name()} has no example`);
  }
});

test("every npm script that README, CONTRIBUTING or CHANGELOG names exists", () => {
  const {scripts} = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {scripts: Record<string, string>};
  for (const {text} of docs)
    for (const [, name] of text.matchAll(/npm run ([a-z:]+)/g))
      assert.ok(scripts[name!], `package.json has no script ${name}`);
  for (const name of ["start", "test"]) assert.ok(scripts[name]);
});

test("every file that they link to exists", () => {
  for (const {name, text} of docs)
    for (const [, path] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      assert.ok(existsSync(join(root, path!)), `${name} links to ${path}`);
});

test("the README names every notebook", () => {
  for (const name of readdirSync(join(root, "notebooks")).filter((file) => file.endsWith(".ipynb")))
    assert.ok(readme.includes(name), `README.md lacks ${name}`);
});
