/** Says a problem on standard error as one line, and lets the command end with exit code 1 once its work is done. */
export function complain(problem: string): void {
  console.error(`knockbook: ${problem}`);
  process.exitCode = 1;
}
