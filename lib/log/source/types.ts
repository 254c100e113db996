/** Where log bytes come from: a file, plain or packed, a journal, or a stream. */
export interface Source {
  /** The path as it was given, "-", or "journal". */
  readonly name: string;
  /** Bytes to read from the disk, compressed or not; null when that cannot be known. */
  readonly size: number | null;
  /** Time of the last change in epoch seconds; null for what has none. */
  readonly modified: number | null;
  /** Returns the first bytes of the log, at most as many as asked for; fewer only when the log is shorter. */
  head(bytes: number): Promise<Uint8Array>;
  /**
   * Yields the log's bytes from an offset on, in chunks; `onRead` hears how many bytes of `size` were read so far. The
   * next chunk can be in the same memory: keep a copy of what must be kept.
   */
  chunks(from: number, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** Returns what is wrong with the log, in a line, once its chunks were read: null, or why some of it could not be. */
  problem(): string | null;
  /** Returns whether syslog wrote the log, or journald; known once the head was read. */
  medium(): "files" | "journal";
  /** Returns the machine ids (machine-id(5)) of each host whose lines were read and gave one: those of a journal do. */
  machines(): ReadonlyMap<string, ReadonlySet<string>>;
  /** Differs after a change of a file that must be read from its first byte, as it is packed; null for other logs. */
  readonly version: string | null;
  /** Returns whether the log ends at an offset; false also where only reading it can tell. */
  endsAt(offset: number): Promise<boolean>;
  /**
   * Returns whether a log that was read to its end is a whole one: a packed file, a stream, or a file that rests for an
   * hour.
   */
  isSettled(): Promise<boolean>;
  /** Only of systemd's own journal, which is read on from a cursor and not from an offset. */
  readonly journal?: LiveJournal;
}

/**
 * Systemd's journal as it grows; its `chunks` go on after the entry that `resume` names, and pay no heed to the offset.
 */
export interface LiveJournal {
  /**
   * Takes what `position` returned at the end of the last run. Returns whether the entry there is still in the journal;
   * if not, all lines since its second are read again, and are to be taken for another copy of the log.
   */
  resume(position: string): Promise<boolean>;
  /** Returns the place of the last entry that was read, or of the one to resume at; null when there is none. */
  position(): string | null;
  /**
   * Returns the spans of time that the journal covers: each boot's first and last entry of any program, in epoch
   * seconds.
   */
  coverage(): Promise<readonly {host: string; from: number; to: number}[]>;
}
