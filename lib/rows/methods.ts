/** The attempts by a method of authentication, by outcome. */
export interface Method {
  /** The server's word, as password or publickey; null: no credential was judged, or the log names no method. */
  readonly method: string | null;
  readonly failed: number;
  readonly abandoned: number;
  readonly accepted: number;
}
