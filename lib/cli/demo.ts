import {createHash} from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from "node:fs";
import {dirname, join} from "node:path";
import {pipeline} from "node:stream/promises";
import {Command, InvalidArgumentError, Option} from "commander";
import {demoFacts, fixedBytes} from "../demo/facts.ts";
import {demoLog} from "../demo/log.ts";
import {projectFolder} from "../base/project.ts";
import {userPath} from "./paths.ts";
import {progress} from "./progress.ts";

/** Where the demo log lies by default. */
export const demoLogPath = join(projectFolder, "data", "demo.log");

/** A log that was written, or that was there already. */
export interface Written {
  readonly path: string;
  readonly lines: number | null;
  readonly bytes: number;
  /** Whether the log was there already, with the right content. */
  readonly kept: boolean;
}

interface DemoOptions {
  readonly out: string;
  readonly size?: number;
}

/** Returns the command `demo`: writes the made-up log. */
export function demoCommand(): Command {
  return new Command("demo")
    .description("write the demo log: a made-up year of a Raspberry Pi with port 22 open")
    .addOption(new Option("--out <file>", "log to write").argParser(userPath).default(demoLogPath, "data/demo.log"))
    .option("--size <size>", "make it about this large, as 100MB, by more visitors", byteSize)
    .addHelpText("after", "\nExamples:\n  knockbook demo\n  knockbook demo --size 1GB --out big.log")
    .action(async ({out, size}: DemoOptions) => {
      const {path, lines, bytes, kept} = await writeDemo(out, {size});
      const amount = `${lines === null ? "" : `${lines.toLocaleString("en")} lines, `}${(bytes / 1e6).toFixed(1)} MB`;
      console.log(`${path}: ${amount}${kept ? " (already there)" : ""}`);
    });
}

/**
 * Writes the demo log to a path, or keeps the one that is there if it has the right content. With a *size* in bytes the
 * log is about that large. The file appears only when it is complete. Throws when the log differs from the one that
 * every machine must make.
 */
export async function writeDemo(path: string, {size}: {size?: number} = {}): Promise<Written> {
  const {lines, bytes} = demoFacts;
  if (size === undefined && (await isComplete(path))) return {path, lines, bytes, kept: true};
  mkdirSync(dirname(path), {recursive: true});
  const draft = `${path}.${process.pid}.part`;
  try {
    const written = writeDraft(draft, size);
    renameSync(draft, path);
    return {path, ...written, kept: false};
  } finally {
    rmSync(draft, {force: true});
  }
}

function writeDraft(path: string, size: number | undefined): Pick<Written, "lines" | "bytes"> {
  const log = demoLog(size === undefined ? {} : {scale: scaleOf(size)});
  const bar = progress("making up the demo log", size ?? demoFacts.bytes);
  const hash = createHash("sha256");
  const file = openSync(path, "w");
  try {
    for (let done = 0; ;) {
      const step = log.next();
      if (step.done) {
        if (size === undefined) check(hash.digest("hex"));
        return {lines: step.value.lines, bytes: step.value.bytes};
      }
      writeFully(file, step.value);
      hash.update(step.value);
      bar.update((done += step.value.length));
    }
  } finally {
    bar.stop();
    closeSync(file);
  }
}

function writeFully(file: number, chunk: Buffer): void {
  for (let offset = 0; offset < chunk.length;) offset += writeSync(file, chunk, offset);
}

function check(sha256: string): void {
  if (sha256 === demoFacts.sha256) return;
  throw new Error(
    `the demo log came out different; not ${demoFacts.sha256.slice(0, 12)}: ${sha256.slice(0, 12)}; run git status`
  );
}

async function isComplete(path: string): Promise<boolean> {
  if (!existsSync(path) || statSync(path).size !== demoFacts.bytes) return false;
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex") === demoFacts.sha256;
}

function scaleOf(size: number): number {
  return Math.max(0.01, (size - fixedBytes) / (demoFacts.bytes - fixedBytes));
}

const units: Readonly<Record<string, number>> = {"": 1, k: 1e3, m: 1e6, g: 1e9};

/** Returns the bytes of a size such as "100MB" or "1 GB" (powers of 1000); throws for other text. */
export function byteSize(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([kmg]?)b?$/i.exec(text) ?? [];
  if (number === undefined || Number(number) === 0) throw new InvalidArgumentError("not a size, as 100MB or 1GB.");
  return Number(number) * units[unit!.toLowerCase()]!;
}
