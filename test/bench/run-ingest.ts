// npm run bench -- ingest [--size 10MB,100MB] [--full] [--rounds 5] [--save] [--bin FILE]
// Compares ingest with what people use instead, on logs of the demo generator, and prints the medians as Markdown.
import {existsSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {parseArgs} from "node:util";
import {byteSize} from "../../lib/cli/demo.ts";
import {ingestBench} from "./ingest.ts";
import {benchLog, cacheFolder} from "./logs.ts";
import {load, machine} from "./machine.ts";

const {values} = parseArgs({
  args: process.argv.slice(3),
  options: {
    size: {type: "string", default: "10MB,100MB"},
    full: {type: "boolean", default: false}, // adds 1 GB
    rounds: {type: "string", default: "5"},
    save: {type: "boolean", default: false}, // writes RESULTS.md
    bin: {type: "string", default: join(import.meta.dirname, "..", "..", "lib", "bin", "knockbook.js")}
  }
});

const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`invalid rounds; not a positive whole number: ${values.rounds}`);
if (!existsSync(resolve(values.bin))) throw new Error(`no command at ${values.bin}; run npm run setup first`);

const say = (text: string): void => console.error(`bench: ${text}`);
const logs = [];
for (const size of [...values.size.split(","), ...(values.full ? ["1GB"] : [])]) {
  say(`log of ${size}`);
  logs.push(await benchLog(size, byteSize(size)));
}

const folder = join(cacheFolder, "run-ingest"); // beside the logs: a temporary folder may lie in memory
rmSync(folder, {recursive: true, force: true}); // of a run that was broken off
mkdirSync(folder);
try {
  const loadBefore = load();
  const tables = ingestBench({bin: resolve(values.bin), folder, logs, rounds, say});
  const text = `${heading({loadBefore, loadAfter: load()})}\n\n${tables}\n`;
  console.log(text);
  if (values.save) writeFileSync(join(import.meta.dirname, "RESULTS.md"), text);
} finally {
  rmSync(folder, {recursive: true});
}

function heading({loadBefore, loadAfter}: {loadBefore: string; loadAfter: string}): string {
  return `# Bench of ingest

Made by \`npm run bench -- ingest${values.full ? " --full" : ""}${rounds === 5 ? "" : ` --rounds ${rounds}`} --save\` on ${new Date().toISOString().slice(0, 10)}. Whole processes (\`node lib/bin/knockbook.js\`, without npm), run side by side (one of each, then one of each again), medians of ${rounds} ${rounds === 1 ? "round" : "rounds"}, the logs in the page cache; memory is the largest resident set of one process, written is \`write_bytes\` of /proc/PID/io. After every round the counts in knockbook's database were equal to what really happened in the log. Load of the machine ${loadBefore} before and ${loadAfter} after the run.

${machine()
  .map((line) => `- ${line}`)
  .join("\n")}`;
}
