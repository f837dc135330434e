// Time as the client measures it. A wall clock may be set back or forward; `now` only moves on.

/** The longest that a timer can wait; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds on a clock that is never set. */
export const now = () => performance.now();

/** Returns milliseconds from seconds that a server or an app gave; 0 if that is no positive number. */
export function fromSeconds(seconds) {
  const milliseconds = Number(seconds) * 1000;
  return milliseconds > 0 ? Math.min(milliseconds, LONGEST / 2) : 0;
}

export function sleep(milliseconds) {
  return new Promise((done) => {
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST));
    // A program that has nothing else to do need not wait for it.
    timer.unref?.();
  });
}

/** Returns the number of bytes of a text as UTF-8. */
export const bytes = (text) => new TextEncoder().encode(text).length;
