import {Command, InvalidArgumentError} from "commander";
import {visible} from "../base/visible.ts";
import {count} from "../base/words.ts";
import {reading, type Store} from "../store/database.ts";
import {readUnknown, type UnknownShape} from "../store/ingest/unknown-lines.ts";
import {examples} from "./examples.ts";
import {databaseOf, readDatabaseOption} from "./options.ts";

/** Returns the command `unknown`. */
export function unknownCommand(): Command {
  return new Command("unknown")
    .description("show samples of sshd's lines that were not read, or that no pattern knows, the commonest first")
    .addOption(readDatabaseOption())
    .option("--n <number>", "how many kinds of lines to show", positive, 20)
    .addHelpText("after", examples("unknown --n 5"))
    .action(({n, ...options}: {db?: string; n: number}) =>
      console.log(reading(databaseOf(options), (store) => unknown(store, n)).join("\n"))
    );
}

function unknown(store: Store, n: number): string[] {
  const unread = readUnknown(store, {unread: true, n});
  const strange = readUnknown(store, {unread: false, n});
  if (unread.length + strange.length === 0) return ["every line of sshd that was read is known"];
  if (unread.length === 0) return table(strange);
  return [
    "not read, as the header is not understood; the whole lines are:",
    ...table(unread),
    "",
    ...(strange.length === 0 ? ["all others are known"] : ["in words that no pattern knows; the messages are:"]),
    ...table(strange)
  ];
}

function table(shapes: readonly UnknownShape[]): string[] {
  const counts = shapes.map(({lines}) => `${count(lines)}×`);
  const hosts = shapes.map(({host}) => visible(host ?? "unnamed host", 30));
  const countWidth = widthOf(counts);
  const hostWidth = widthOf(hosts);
  return shapes.map(
    (shape, i) =>
      `${counts[i]!.padStart(countWidth)}  ${hosts[i]!.padEnd(hostWidth)}  ${day(shape)}  ${visible(shape.sample, 500)}`
  );
}

function widthOf(texts: readonly string[]): number {
  return Math.max(...texts.map(({length}) => length));
}

/** Returns the day of the newest line of a shape, in UTC. */
function day({last}: UnknownShape): string {
  return last === null ? "no time   " : new Date(last * 1000).toISOString().slice(0, 10);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("not a number from 1 to 9999.");
  return Number(text);
}
