import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync
} from "node:fs";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {createGzip} from "node:zlib";
import {demoFacts, fixedBytes} from "../../lib/demo/facts.ts";
import {demoLog} from "../../lib/demo/log.ts";
import type {DemoTruth} from "../../lib/demo/truth.ts";

/** A log of the demo generator, and what really happened in it. */
export interface BenchLog {
  /** As asked for: "100MB". */
  readonly size: string;
  readonly path: string;
  /** The same log, compressed by gzip. */
  readonly gzip: string;
  readonly bytes: number;
  readonly truth: DemoTruth;
}

/** Where logs are kept from run to run. */
export const cacheFolder = join(import.meta.dirname, "..", "..", ".cache", "bench");

/** Returns the demo log of about this many bytes, from the cache if it is there; a changed generator makes new ones. */
export async function benchLog(size: string, bytes: number): Promise<BenchLog> {
  mkdirSync(cacheFolder, {recursive: true});
  const base = join(cacheFolder, `demo-${size}-${demoFacts.sha256.slice(0, 8)}`);
  const [path, gzip, facts] = [`${base}.log`, `${base}.log.gz`, `${base}.json`];
  if (!existsSync(facts)) {
    const truth = write(path, Math.max(0.01, (bytes - fixedBytes) / (demoFacts.bytes - fixedBytes)));
    await pipeline(createReadStream(path), createGzip(), createWriteStream(gzip));
    writeFileSync(
      `${facts}.part`,
      JSON.stringify(truth, (_, value) => (value instanceof Map ? [...value] : value))
    );
    renameSync(`${facts}.part`, facts); // now all three are complete
  }
  return {size, path, gzip, bytes: statSync(path).size, truth: readTruth(facts)};
}

function write(path: string, scale: number): DemoTruth {
  const log = demoLog({scale});
  const file = openSync(path, "w");
  try {
    for (;;) {
      const {done, value} = log.next();
      if (done) return value;
      for (let offset = 0; offset < value.length;) offset += writeSync(file, value, offset);
    }
  } finally {
    closeSync(file);
  }
}

const maps = new Set(["users", "addresses", "probes", "days"]);

function readTruth(path: string): DemoTruth {
  return JSON.parse(readFileSync(path, "utf8"), (key, value) => (maps.has(key) ? new Map(value) : value)) as DemoTruth;
}
