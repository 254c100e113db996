/** How many of the lines that were read are of a kind; the lines of all kinds add up to those that were read. */
export interface LineKind {
  /**
   * `deciding`: made an attempt; `echo`: repeats the attempt of another line; `noise`: of sshd, without an attempt;
   * `other`: of another program; `unread`: of sshd by its looks, behind a header that is not understood; `unknown`: of
   * sshd, but no pattern knows it; `seen`: another log brought it before; `pruned`: older than what is kept.
   */
  readonly kind: "deciding" | "echo" | "noise" | "other" | "unread" | "unknown" | "seen" | "pruned";
  readonly lines: number;
}
