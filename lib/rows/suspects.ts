/** What a user name looks like that is hardly meant as one. */
export type Suspicion =
  | "e-mail address"
  | "hexadecimal key"
  | "the word password"
  | "run along the keyboard"
  | "six digits or more"
  | "three kinds of characters";

/** The refused attempts on a user name that looks like somebody's password or e-mail address. */
export interface Suspect {
  /** Masked as its first character and its length, or in full if that was asked for. */
  readonly user: string;
  readonly suspicion: Suspicion;
  readonly attempts: number;
  /** Distinct addresses. */
  readonly addresses: number;
  /** Whether an address that tried it has logged in at some time; then it may be a slip of somebody with an account. */
  readonly loggedIn: boolean;
}
