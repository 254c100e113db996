import {head} from "./mmdb.ts";

const sixteenMillion = 16_000_000;
const itself = Buffer.from([0x20, 0x00]); // a pointer to the first record

/**
 * Records, each the first and only one of its file, that are damaged: among them some that maxmind's decoder answers
 * with gigabytes, with minutes or with a crash.
 */
export const bombs: Readonly<Record<string, Buffer>> = {
  "an array that says to be long, in an array, …": Buffer.concat(Array(50).fill(head(11, sixteenMillion))),
  "a long array of itself": Buffer.concat([head(11, sixteenMillion), itself]),
  "a map of itself": Buffer.concat([head(7, 1), Buffer.from("\x41a"), itself]),
  "pointers to a pointer": Buffer.concat([itself, itself]),
  "a key that is an array of itself": Buffer.concat([head(7, 1), head(11, 2), itself, itself]),
  "a text that goes on after the file": head(2, sixteenMillion),
  "a map that goes on after the file": head(7, sixteenMillion),
  "a number of 200 bytes": Buffer.concat([head(10, 200), Buffer.alloc(200)]),
  "an array of 200,000 empty texts": Buffer.concat([head(11, 200_000), Buffer.alloc(200_000, 0x40)]),
  "an unknown type": Buffer.from([0x00, 0x40])
};
