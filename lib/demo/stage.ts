import {yearStart} from "./calendar.ts";
import {createNames} from "./names.ts";
import {createRandom} from "./random.ts";
import {createTimeline} from "./timeline.ts";
import {emptyTruth} from "./truth.ts";
import type {Names} from "./names.ts";
import type {Random} from "./random.ts";
import type {Timeline} from "./timeline.ts";
import type {DemoTruth} from "./truth.ts";

/** What lines are written with. */
export interface Stage {
  readonly timeline: Timeline;
  readonly truth: DemoTruth;
  readonly names: Names;
  readonly random: Random;
  readonly pids: Pids;
}

/** Process ids as Linux gives them. */
export interface Pids {
  /** Returns the id of the next process at a time: rising, from the start again at the end or after a restart. */
  next(time: number): number;
  restart(time: number): void;
}

/** Returns a stage on which nothing has happened yet. */
export function createStage(seed: number): Stage {
  const random = createRandom(seed);
  return {timeline: createTimeline(), truth: emptyTruth(), names: createNames(random), random, pids: createPids()};
}

const firstPid = 300;
const pidMax = 4_194_304; // kernel.pid_max of 64-bit Debian

/** The Pi starts some three processes a second, and two with each of sshd. */
function createPids(): Pids {
  let bootTime = yearStart;
  let made = 0;
  return {
    next: (time) => firstPid + (((time - bootTime) * 3 + made++ * 2) % (pidMax - firstPid)),
    restart(time) {
      [bootTime, made] = [time, 0];
    }
  };
}
