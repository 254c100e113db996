/** The refused attempts from a source port, which is the client's and not the one that sshd listens on. */
export interface Port {
  readonly port: number;
  readonly attempts: number;
}
