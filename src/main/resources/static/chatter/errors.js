const PASSING = new Set(['rate_limited', 'overloaded', 'unavailable', 'timeout', 'disconnected']);

/** A refusal: the server's own by its code, or `timeout`, `disconnected`, `stopped`, `not_stored` of the client. */
export class ChatterError extends Error {
  constructor({ code, message = code, field, retry_after: retryAfter, usernames }) {
    super(message);
    this.name = 'ChatterError';
    Object.assign(this, { code, field, retryAfter });
    if (usernames) this.usernames = usernames;
  }

  /** True if a retry, after `retryAfter` seconds if given, may help. */
  get passes() {
    return this.retryAfter !== undefined || PASSING.has(this.code);
  }
}

export const tooLarge = () => new ChatterError({ code: 'too_large', message: 'This is too large for the server' });

/** Returns a message for anything that was thrown, `undefined` included. */
export function reasonOf(thrown) {
  return String(thrown?.message ?? thrown ?? 'It failed without a reason');
}
