import {mkdtempSync, rmSync} from "node:fs";
import {constants, tmpdir} from "node:os";
import {join} from "node:path";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does a work with a new folder that nobody else may read, and removes it, also when the process is told to end. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "knockbook-report-"));
  const remove = (): void => rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  const stop = (signal: (typeof signals)[number]): void => {
    remove();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(folder);
  } finally {
    for (const signal of signals) process.off(signal, stop);
    remove();
  }
}
