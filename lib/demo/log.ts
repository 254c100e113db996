import {createCrowd} from "./bots.ts";
import {isOn, seconds, yearEnd, yearStart} from "./calendar.ts";
import {connect} from "./connection.ts";
import {boot, keepHouse, logIn} from "./household.ts";
import {createHosts, readNetworks} from "./networks.ts";
import {createStage} from "./stage.ts";
import {visits} from "./visits.ts";
import type {Random} from "./random.ts";
import type {Stage} from "./stage.ts";
import type {Lines} from "./timeline.ts";
import type {DemoTruth} from "./truth.ts";

export {demoHost, isDemo} from "../log/event/demo-host.ts";
export type {DemoTruth} from "./truth.ts";

/** What a demo log is made of. */
export interface DemoOptions {
  /** another seed makes another log */
  readonly seed?: number;
  /** how many times more connections come than by default */
  readonly scale?: number;
  /** first UTC date, and the one after the last; both in 2025 */
  readonly start?: string;
  readonly end?: string;
}

/**
 * Makes up the auth.log of a Pi with port 22 open to the Internet, from 2025-01-01 to 2025-12-31 (UTC, classic stamps),
 * in chunks of whole lines of about 128 KiB. The same options give the same bytes on every machine. Returns what
 * really happened. All addresses are random hosts in the networks of data/demo-networks.json: nobody's log.
 */
export function* demoLog(options: DemoOptions = {}): Generator<Buffer, DemoTruth> {
  const {seed = 1, scale = 1, start = "2025-01-01", end = "2026-01-01"} = options;
  const from = seconds(start);
  const to = seconds(end);
  if (!(from >= yearStart && to <= yearEnd && from < to))
    throw new Error(`invalid span; not in 2025: ${start} to ${end}`);
  if (!(scale > 0)) throw new Error(`invalid scale; not positive: ${scale}`);
  const stage = createStage(seed);
  let pending = "";
  for (const {text, lines} of hours(stage, {scale, from, to})) {
    stage.truth.lines += lines;
    stage.truth.bytes += text.length; // all is ASCII
    pending += text;
    if (pending.length < chunkBytes) continue;
    yield Buffer.from(pending, "latin1");
    pending = "";
  }
  if (pending !== "") yield Buffer.from(pending, "latin1");
  return stage.truth;
}

/** Returns what happens in a demo log, without its bytes. */
export function demoTruth(options: DemoOptions = {}): DemoTruth {
  const log = demoLog(options);
  for (;;) {
    const {done, value} = log.next();
    if (done) return value;
  }
}

const chunkBytes = 128 * 1024;
const lastMinutes = 10; // before the Pi goes off: a connection that starts then might not end in time

interface Span {
  readonly scale: number;
  readonly from: number;
  readonly to: number;
}

/** Yields the lines of each hour. */
function* hours(stage: Stage, {scale, from, to}: Span): Generator<Lines> {
  const {random, timeline} = stage;
  const hosts = createHosts(readNetworks(), random);
  const holiday = hosts.find(({country}) => country === "IT")!;
  const owner = {home: "192.168.1.20", away: holiday.address};
  const strangers = hosts.filter((host) => host !== holiday);
  const crowd = createCrowd(strangers, stage.names, random);
  let session = 0;
  for (let hour = from; hour < to; hour += 3600) {
    if (!isOn(hour)) continue;
    if (hour === from || !isOn(hour - 3600)) boot(stage, hour + 3);
    keepHouse(stage, hour);
    if (isLoginHour(hour, random)) logIn(stage, owner, {time: hour + 60 + random.below(900), session: ++session});
    const goesOff = hour + 3600 === to || !isOn(hour + 3600);
    const minutes = goesOff ? 60 - lastMinutes : 60;
    for (const {time, bot} of visits(crowd, random, {hour, minutes, scale})) connect(stage, bot(), time);
    yield timeline.flush(hour + 3600);
  }
}

/** The owner logs in in the evening, on about every third day, and is done before midnight. */
function isLoginHour(hour: number, random: Random): boolean {
  const hourOfDay = Math.floor(hour / 3600) % 24;
  return hourOfDay === 19 && random.oneIn(3);
}
