const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** Milliseconds to stay away for after a close for bad frames, and between tries of what may pass. */
export const LONG_WAIT = 5_000;

/**
 * Returns the back-off after a closed connection, with full jitter: a random time up to a bound that doubles, so that clients
 * do not reconnect in step.
 *
 * @param {number} code of the close
 * @param {number} failures connections in a row before this one that did not last
 * @param {number} [atLeast] milliseconds that the server asked for
 * @returns {number | null} milliseconds, or null for ever
 */
export function comeBackAfter(code, failures, atLeast = 0, random = Math.random) {
  if (code === 4003 || (code === 4004 && !atLeast)) return null;
  if (code >= 4000 && code <= 4002 && !failures && !atLeast) return 0;
  return leastPause(code, atLeast) + random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
}

/** The part of that pause that nothing shortens, in milliseconds. */
export function leastPause(code, atLeast = 0) {
  return Math.max(atLeast, code === 1008 ? LONG_WAIT : 0);
}
