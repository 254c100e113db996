/** The refused attempts on a user name. */
export interface Name {
  /** "" is a real name; null: the attempts named none. */
  readonly user: string | null;
  /** Whether the account exists on the host; null where the log does not say. */
  readonly known: boolean | null;
  readonly attempts: number;
  /** Distinct addresses. */
  readonly addresses: number;
}

/** The refused attempts on accounts that exist on the host, on others, or on those of which the log does not say. */
export interface Account {
  /** Whether the accounts exist on the host; null where the log does not say. */
  readonly known: boolean | null;
  readonly attempts: number;
  /** Distinct addresses; an address that tried accounts of two rows counts in both. */
  readonly addresses: number;
  /** Distinct user names; a name of which the log says two things counts in both rows. */
  readonly names: number;
}

/** A user name as it may be shown. */
export interface ShownName {
  /** As it was written, or masked: its first character and its length. */
  readonly user: string;
  /** Whether it is masked, because it looks like somebody's password or e-mail address. */
  readonly secret: boolean;
}
