import {burstAt, hourlyRate} from "./calendar.ts";
import type {Bot, Crowd} from "./bots.ts";
import type {Random} from "./random.ts";

/** A connection to come. Who comes is drawn when it is its turn: a bot with a fixed port cannot come twice at once. */
export interface Visit {
  readonly time: number;
  bot(): Bot;
}

/** An hour by its first second; connections start in the first *minutes* of it, *scale* times the usual number. */
export interface Hour {
  readonly hour: number;
  readonly minutes: number;
  readonly scale: number;
}

/** Returns the connections of an hour in the order of their time. */
export function visits(crowd: Crowd, random: Random, {hour, minutes, scale}: Hour): Visit[] {
  const burst = burstAt(hour);
  const rate = hourlyRate(hour) * scale;
  const time = (): number => hour + random.below(minutes * 60);
  const drawn = (from: typeof burst) => (): Visit => {
    const at = time();
    return {time: at, bot: () => crowd.draw(at, from, random)};
  };
  return [
    ...crowd.debuts(hour).map((bot) => ({time: time(), bot: () => bot})),
    ...about(rate, random, drawn(null)),
    ...about(burst ? rate * (burst.factor - 1) : 0, random, drawn(burst))
  ].toSorted((a, b) => a.time - b.time);
}

/** Returns what a function makes, about *rate* times. */
function about<T>(rate: number, random: Random, make: () => T): T[] {
  const noisy = (rate * (50 + random.below(101))) / 100;
  const length = Math.floor(noisy) + (random.below(1000) < (noisy % 1) * 1000 ? 1 : 0);
  return Array.from({length}, make);
}
