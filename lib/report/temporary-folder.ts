import {mkdtempSync, rmSync} from "node:fs";
import {constants, tmpdir} from "node:os";
import {join} from "node:path";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Returns what `work` returns for a new folder that no other user may read. The folder is removed afterwards, also when
 * the work throws or the process gets SIGINT, SIGTERM or SIGHUP.
 */
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
