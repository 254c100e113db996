/** The demo's host: a name that says what it is, by which ingest tells a demo log from a real one. */
export const demoHost = "demopi";

/**
 * Tells whether a log was made by `demoLog`, by its first bytes (plain, not compressed; 4 KiB of them suffice): every
 * whole line has the demo's host name.
 */
export function isDemo(firstBytes: Uint8Array): boolean {
  const lines = Buffer.from(firstBytes.subarray(0, 4096)).toString("latin1").split("\n");
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.every((line) => demoLine.test(line));
}

const demoLine = new RegExp(`^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d ${demoHost} `);
