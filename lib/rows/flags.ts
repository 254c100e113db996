/** The flag of a row's country. */
export interface Flagged {
  /** A picture as a data address; null where there is none. */
  readonly flag: string | null;
  /** The size of the picture in px; 1 where there is none. */
  readonly flagWidth: number;
  readonly flagHeight: number;
}
