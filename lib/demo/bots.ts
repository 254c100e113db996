import {createSampler} from "./random.ts";
import {bursts, isOpen, yearEnd, yearStart} from "./calendar.ts";
import {hostileNames} from "./names.ts";
import type {Burst} from "./calendar.ts";
import type {Names} from "./names.ts";
import type {Host} from "./networks.ts";
import type {Random} from "./random.ts";
import {daySeconds} from "../base/time.ts";

/** One who knocks: an address and its habits. */
export interface Bot {
  readonly address: string;
  readonly country: string;
  /** seconds since 1970 between which it comes, and the hour in which it comes for certain */
  readonly from: number;
  readonly to: number;
  readonly debut: number;
  /** what it does once connected */
  readonly habit: "root" | "list" | "names" | "keys" | "probe" | "hostile";
  /** how it leaves */
  readonly goodbye: "bye" | "close" | "reset" | "jsch";
  /** the passwords that it tries in one connection, if nothing comes between */
  readonly tries: number;
  /** the names that it goes through, shared with other bots */
  readonly list: readonly string[];
  position: number;
  /** its fixed source port, or null */
  readonly fixedPort: number | null;
  readonly ports: readonly [first: number, last: number, step: number];
  /** its ports on which sshd logged no end of a connection */
  readonly unended: Set<number>;
  busyUntil: number;
}

/** Bots, drawn by how busy they are. */
export interface Crowd {
  /** Returns the bots that come for certain in the hour that begins at a time. */
  debuts(hour: number): readonly Bot[];
  /** Returns a bot that is active at a time (seconds since 1970), in a burst one of its countries. */
  draw(time: number, burst: Burst | null, random: Random): Bot;
}

/** Returns bots at the hosts, busy by Zipf's law; countries that lead in real logs lead here. */
export function createCrowd(hosts: readonly Host[], names: Names, random: Random): Crowd {
  const lists = createLists(names, random);
  const bots = leadersFirst(hosts).map((host, rank) => createBot(host, random, {rank, lists}));
  const sample = createSampler(bots.map((_, rank) => 1 / (rank + 14)));
  const bursting = new Map(bursts.map((burst) => [burst, burstBots(bots, burst)]));
  const debuts = Map.groupBy(bots, (bot) => bot.debut);
  return {
    debuts: (hour) => debuts.get(hour) ?? [],
    draw(time, burst) {
      for (;;) {
        const bot = burst ? random.pick(bursting.get(burst)!) : bots[sample(random)]!;
        if (bot.busyUntil < time && (burst || (bot.from <= time && time < bot.to))) return bot;
      }
    }
  };
}

interface List {
  readonly month: number;
  readonly names: readonly string[];
}

// The countries of the busiest addresses, in their order.
const leaders = `CN US-VA CN RU NL VN DE KR CN IN BR SG US-CA HK FR IR ID GB RO UA CN US-TX TW SE BG JP TR MX TH
  PL`.split(/\s+/);

function leadersFirst(hosts: readonly Host[]): Host[] {
  const first = leaders.map((country, rank) => {
    const before = leaders.slice(0, rank).filter((other) => other === country).length;
    return hosts.filter((host) => host.country === country)[before]!;
  });
  return [...new Set([...first, ...hosts])];
}

function createLists(names: Names, random: Random): List[] {
  return Array.from({length: 36}, (_, i) => {
    const month = i < 12 ? 0 : i % 12;
    return {month, names: Array.from({length: 60 + random.below(700)}, () => names.draw(month, random))};
  });
}

const habits: readonly (readonly [Bot["habit"], number])[] = [
  ["root", 22],
  ["list", 32],
  ["names", 23],
  ["keys", 12],
  ["probe", 9],
  ["hostile", 2]
];
const drawHabit = createSampler(habits.map(([, percent]) => percent));
const goodbyes = ["bye", "bye", "close", "close", "close", "close", "reset", "jsch"] as const;
const tries = [1, 1, 2, 3, 3, 3, 5, 6];
const portRanges = [
  [32_768, 60_999, 1],
  [32_768, 60_999, 1],
  [32_768, 60_998, 2], // Linux since 4.2 gives connect() the even ports first
  [49_152, 65_535, 1],
  [1024, 65_535, 1]
] as const;

/** Returns a bot at a host, by its rank among the busiest and the lists of names that there are. */
function createBot(host: Host, random: Random, {rank, lists}: {rank: number; lists: readonly List[]}): Bot {
  const habit = rank < leaders.length ? leaderHabits[rank % leaderHabits.length]! : habits[drawHabit(random)]![0];
  const [from, to] = activity(rank, random);
  const month = Math.floor((12 * (from - yearStart)) / (yearEnd - yearStart));
  const known = lists.filter((list) => list.month <= month);
  return {
    ...host,
    from,
    to,
    habit,
    debut: debutHour(from, Math.min(to, yearEnd), random),
    goodbye: random.pick(goodbyes),
    tries: habit === "root" ? 3 * (1 + random.below(2)) : random.pick(tries),
    list: habit === "hostile" ? hostileNames : random.pick(known).names,
    position: random.below(hostileNames.length),
    fixedPort: random.oneIn(25) ? random.pick([22, 4e4, 54321, 61e3]) : null,
    ports: random.pick(portRanges),
    unended: new Set(),
    busyUntil: 0
  };
}

const leaderHabits = ["list", "names", "root", "list"] as const;

/** A third of the bots, and the busiest, come all year; the others for ten days to four months. */
function activity(rank: number, random: Random): [number, number] {
  if (rank < 10 || random.oneIn(3)) return [yearStart, yearEnd];
  const from = yearStart + random.below(355) * daySeconds;
  return [from, from + (10 + random.below(110)) * daySeconds];
}

function debutHour(from: number, to: number, random: Random): number {
  for (;;) {
    const hour = from + random.below((to - from) / 3600) * 3600;
    if (isOpen(hour)) return hour;
  }
}

/** Returns the few bots that make a burst. */
function burstBots(bots: readonly Bot[], {countries}: Burst): Bot[] {
  return bots.filter(({country, habit}) => countries.includes(country) && habit !== "hostile").slice(1, 15);
}
