import {Presets, SingleBar} from "cli-progress";

/** Shows how far a work is; see {@link progress}. */
export interface Progress {
  /** Says how much is done so far, in the unit of the total. */
  update(done: number): void;
  /** Removes the bar. */
  stop(): void;
}

const silent: Progress = {update: () => undefined, stop: () => undefined};
const patienceMs = 1000;

/**
 * Returns a progress bar on standard error that appears when the work takes longer than a second. It shows nothing when
 * standard error is no terminal or when the total is not known (null).
 */
export function progress(label: string, total: number | null): Progress {
  if (!process.stderr.isTTY || !total) return silent;
  const format = `${label} {bar} {percentage} %`;
  const bar = new SingleBar(
    {stream: process.stderr, clearOnComplete: true, hideCursor: true, format},
    Presets.shades_classic
  );
  const start = Date.now();
  return {
    update(done) {
      if (bar.isActive) bar.update(Math.min(done, total));
      else if (Date.now() - start > patienceMs) bar.start(total, Math.min(done, total));
    },
    stop: () => bar.stop()
  };
}
