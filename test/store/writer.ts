import {appendFileSync, closeSync, openSync, writeSync} from "node:fs";
import {createInterface} from "node:readline";

// A process that logs as sshd and cron do, at once and with real stamps, to a file and to the record of all that was
// ever written; half of its lines come in two pieces. It answers each line of its input, between two of its own lines:
// "pause", "go" and "reopen" (the file under the same name, as syslog does after a rotation).

const [log, record] = process.argv.slice(2) as [string, string];
let file = openSync(log, "a");
let paused = false;
let pid = 1000;

const commands: Readonly<Record<string, () => void>> = {
  pause: () => (paused = true),
  go: () => (paused = false),
  reopen() {
    closeSync(file);
    file = openSync(log, "a");
  }
};

createInterface({input: process.stdin}).on("line", (name) => {
  commands[name]!();
  console.log(name);
});

for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 2));
  if (!paused) for (const line of connection((pid += 1))) write(line);
}

function connection(pid: number): string[] {
  const [ip, port] = [`192.0.2.${pid % 250}`, 1024 + (pid % 60_000)];
  const sshd = [
    `sshd[${pid}]: Invalid user u${pid % 7} from ${ip} port ${port}`,
    `sshd[${pid}]: Failed password for invalid user u${pid % 7} from ${ip} port ${port} ssh2`,
    `sshd[${pid}]: Connection closed by invalid user u${pid % 7} ${ip} port ${port} [preauth]`
  ];
  return pid % 5 === 0 ? [...sshd, `CRON[${pid}]: (root) CMD (true)`] : sshd;
}

function write(text: string): void {
  const line = `${new Date().toISOString().replace("Z", "000+00:00")} pi ${text}\n`;
  const cut = pid % 2 === 0 ? Math.floor(line.length / 2) : line.length;
  for (const piece of [line.slice(0, cut), line.slice(cut)]) writeSync(file, piece);
  appendFileSync(record, line);
}
