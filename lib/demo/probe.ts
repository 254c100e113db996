import {portOf} from "./port.ts";
import {createSampler} from "./random.ts";
import {count} from "./truth.ts";
import type {Bot} from "./bots.ts";
import type {Stage} from "./stage.ts";

/** Writes the lines of a connection that looks whether a server is there, and names no user. */
export function probe({random, timeline, truth, pids}: Stage, bot: Bot, time: number): void {
  const {ended, lines} = bot.fixedPort === null ? probes[drawAny(random)]! : endedProbes[drawEnded(random)]!;
  const process = `sshd[${pids.next(time)}]`;
  const port = portOf(bot, random);
  for (const line of lines) timeline.add(time, process, line.replace("PEER", `${bot.address} port ${port}`));
  if (!ended) bot.unended.add(port);
  if (bot.fixedPort !== null) bot.busyUntil = time + 1;
  count(truth, "probe", {user: "", address: bot.address, time});
}

interface Probe {
  /** whether the log tells the end of the connection: until then a reader takes the port as in use */
  readonly ended: boolean;
  readonly percent: number;
  readonly lines: readonly string[];
}

const kex = "error: kex_exchange_identification:";
const invalidFormat = "banner exchange: Connection from PEER: invalid format";
const noKeyExchange =
  "Unable to negotiate with PEER: no matching key exchange method found. Their offer: " +
  "diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1 [preauth]";
const noHostKey = "Unable to negotiate with PEER: no matching host key type found. Their offer: ssh-dss [preauth]";

const probes: readonly Probe[] = [
  {ended: true, percent: 40, lines: ["Connection closed by PEER [preauth]"]},
  {ended: true, percent: 24, lines: [`${kex} Connection closed by remote host`, "Connection closed by PEER"]},
  {ended: true, percent: 10, lines: [`${kex} read: Connection reset by peer`, "Connection reset by PEER"]},
  {
    ended: false,
    percent: 8,
    lines: [`${kex} client sent invalid protocol identifier "GET / HTTP/1.1"`, invalidFormat]
  },
  {ended: false, percent: 5, lines: [`${kex} banner line contains invalid characters`, invalidFormat]},
  {ended: false, percent: 6, lines: [noKeyExchange]},
  {ended: false, percent: 4, lines: [noHostKey]},
  {ended: false, percent: 3, lines: ["fatal: Timeout before authentication for PEER"]}
];
const endedProbes = probes.filter(({ended}) => ended);
const drawAny = createSampler(probes.map(({percent}) => percent));
const drawEnded = createSampler(endedProbes.map(({percent}) => percent));
