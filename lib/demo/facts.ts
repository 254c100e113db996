/** What the default demo log is, to the byte: every machine must make the same. */
export const demoFacts = {
  lines: 387764,
  bytes: 42744014,
  sha256: "d8d9ffd0b5c64ac14b058ed0238cc1cbdc9b055de683a1944dd73728175d1aae"
} as const;

/** The bytes that do not grow with `scale`: cron, the owner, one visit of each address. */
export const fixedBytes = 45e5;
