import type {Bot} from "./bots.ts";
import type {Random} from "./random.ts";

/** Returns a source port of a bot, other than those whose last connection has no end in the log. */
export function portOf({fixedPort, ports, unended}: Bot, random: Random): number {
  if (fixedPort !== null) return fixedPort;
  const [first, last, step] = ports;
  for (;;) {
    const port = first + step * random.below((last - first) / step + 1);
    if (!unended.has(port)) return port;
  }
}
