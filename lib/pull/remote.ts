/** The answer of the other machine, before it sends its database. */
export interface Answer {
  /** SHA-256 of its database at rest, by which the next pull knows whether anything is new. */
  readonly digest: string;
  /** How the copy is packed; `same`: none comes, as nothing is new. */
  readonly form: "zstd" | "gzip" | "same";
  /** The size of the unpacked copy, and how many of its first bytes are left out; both 0 when none comes. */
  readonly bytes: number;
  readonly from: number;
  /** Its machine id (machine-id(5)) and its own name; empty where it has none. */
  readonly machine: string;
  readonly host: string;
}

/**
 * How the line of the answer begins. The start files of the shell may print something before it, and leave their last
 * line without an end.
 */
const marker = "knockbook-pull";

/** The exit codes of the script, each with a message that says what to do. */
export const problems: ReadonlyMap<number, (host: string) => string> = new Map([
  [
    41,
    (host) =>
      `knockbook is not installed on ${host}; build its package there or here (npm run pi), copy it over and run install.sh`
  ],
  [42, (host) => `there is no database on ${host} yet; run there: sudo systemctl start knockbook.service`],
  [
    43,
    (host) => `its database may not be read on ${host}; run there: sudo usermod -aG knockbook "$USER", and pull again`
  ],
  [44, (host) => `no temporary folder can be made on ${host}; free some space in its /tmp, or set TMPDIR there`]
]);

/** The exit code when the export on the other machine fails; that has said why on standard error. */
export const exportFailed = 45;

/** A request to the other machine. */
export interface Request {
  /**
   * The digest of the last answer: if it is still that of the database, no copy comes. Empty when there was no answer.
   */
  readonly known: string;
  /**
   * The days that were seen of its database (a line of store/exchange/day-digests.ts), which are left out; null asks
   * for the whole database.
   */
  readonly seen: string | null;
  /**
   * How many bytes of a copy came before it broke off, and their SHA-256: a copy that begins with them goes on behind
   * them.
   */
  readonly have: {readonly bytes: number; readonly digest: string};
}

/**
 * Returns the script that the other machine's sh runs for a request. It reads the database as the user who logged in,
 * and sends a copy from a temporary folder, which it removes however it ends. An older knockbook there does not know
 * the option for news and ends with exit code 2: then the whole database comes. Throws for a request that could end a
 * string of the script.
 */
export function script({known, seen, have}: Request): string {
  if (!/^[\da-f]*$/.test(known + have.digest)) throw new Error(`invalid digest: ${known} ${have.digest}`);
  if (seen?.includes("\n")) throw new Error("what was seen is not one line");
  return `main() {
  set +eu
  db=\${KNOCKBOOK_DB:-/var/lib/knockbook/attempts.sqlite}
  PATH=$PATH:/usr/local/bin:/opt/knockbook/bin
  command -v knockbook >/dev/null || exit 41
  folder=$(dirname "$db")
  [ -x "$folder" ] || { [ -e "$folder" ] && exit 43; exit 42; }
  [ -e "$db" ] || exit 42
  [ -r "$db" ] || exit 43
  digest=$(sha256sum <"$db" | cut -d ' ' -f 1)
  machine=$(cat /etc/machine-id 2>/dev/null)
  [ "$digest" != "${known}" ] || { answer same 0 0; exit 0; }
  umask 077
  tmp=
  trap 'rm -rf "$tmp"' EXIT
  trap 'exit 46' HUP INT TERM PIPE
  tmp=$(mktemp -d) || exit 44
  ${seen === null ? "whole" : "news"} || exit ${exportFailed}
  from=0
  start=$(head -c ${have.bytes} "$tmp/copy" | sha256sum | cut -d ' ' -f 1)
  [ "$start" != "${have.digest}" ] || from=${have.bytes}
  if command -v zstd >/dev/null; then form=zstd; else form=gzip; fi
  answer $form "$(wc -c <"$tmp/copy")" $from
  tail -c +$((from + 1)) "$tmp/copy" | $form -c
}
whole() {
  knockbook export "$tmp/copy" --db "$db" >/dev/null
}
news() {
  seen >"$tmp/seen" || return 1
  knockbook export "$tmp/copy" --db "$db" --seen "$tmp/seen" >/dev/null 2>"$tmp/said" && return
  if [ $? = 2 ]; then whole; else cat "$tmp/said" >&2; return 1; fi
}
seen() {
  cat <<'END'
${seen ?? ""}
END
}
answer() {
  printf '\\n%s\\n' "${marker} $digest $1 $2 $3 \${machine:--} $(uname -n)"
}
main </dev/null
`;
}

const line = new RegExp(`^${marker} ([\\da-f]{64}) (zstd|gzip|same) +(\\d+) (\\d+) ([\\da-f]{32}|-) (\\S*)$`);

/** Returns the answer in a line of the script's output, or null for any other line. */
export function answerIn(text: string): Answer | null {
  const [, digest, form, bytes, from, machine, host] = line.exec(text) ?? [];
  if (digest === undefined) return null;
  return {
    digest,
    form: form as Answer["form"],
    bytes: Number(bytes),
    from: Number(from),
    machine: machine === "-" ? "" : machine!,
    host: host!
  };
}
