/** How many seconds a day of UTC has; on a clock with summer time two days a year are an hour shorter or longer. */
export const daySeconds = 86_400;

/** The same in milliseconds. */
export const dayMs = 1000 * daySeconds;

/** How many milliseconds an hour has. */
export const hourMs = 3_600_000;
