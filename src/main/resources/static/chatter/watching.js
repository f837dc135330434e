import { ChatterError } from './errors.js';
import { comeBackAfter } from './backoff.js';
import { fromSeconds, sleep } from './time.js';

const AT_ONCE = 100;
const LONGEST_NAME = 128;
const TRIES = 6;
/** Milliseconds without a connection after which the presence of users is unknown. */
const KNOWN_FOR = 30_000;

/** Presence of watched users, kept up over reconnects. */
export class Watching {
  /** @type {Map<string, {username: string, active: boolean, last_seen?: string}>} */
  presence = new Map();
  #chatter;
  #on;
  #watched = new Set();
  #timer = 0;

  /** @param on what it tells: `changed()`, `problem(error)` */
  constructor(chatter, on) {
    this.#chatter = chatter;
    this.#on = on;
  }

  /** @throws {ChatterError} the first refusal, with the `usernames` that were refused; all others are watched */
  async watch(usernames) {
    const names = [...new Set(usernames)];
    for (const username of names) this.#watched.add(username);
    if (this.#chatter.state !== 'open') return;
    const { error, refused } = await this.#ask(names);
    if (error) throw new ChatterError({ ...error, message: error.message, retry_after: error.retryAfter, usernames: refused });
  }

  async unwatch(usernames) {
    const names = [...new Set(usernames)].filter((username) => this.#watched.has(username));
    for (const username of names) this.#forget(username);
    this.#on.changed();
    if (this.#chatter.state !== 'open') return;
    for (const portion of portions(names)) await this.#chatter.request('unwatch', { usernames: portion });
  }

  /** Applies a presence push. */
  heard({ username, active, last_seen }) {
    if (this.#watched.has(username)) this.presence.set(username, { username, active, ...(last_seen && { last_seen }) });
  }

  /** Watches again on a new connection. */
  async opened() {
    clearTimeout(this.#timer);
    if (!this.#watched.size) return;
    const { error } = await this.#ask([...this.#watched]);
    if (error && error.code !== 'stopped') this.#on.problem(error);
  }

  /** Keeps the presence for a while after the connection is lost, then forgets it. */
  lost() {
    clearTimeout(this.#timer);
    if (this.#chatter.state === 'stopped') this.#expire();
    else if (this.presence.size) this.#timer = setTimeout(() => this.#expire(), KNOWN_FOR);
  }

  #expire() {
    this.presence.clear();
    this.#on.changed();
  }

  /** Asks for all names in portions; a refused name is not watched and does not affect the others. */
  async #ask(names) {
    const result = { error: null, refused: [], isFull: false };
    const isName = (name) => typeof name === 'string' && name !== '' && [...name].length <= LONGEST_NAME;
    const none = names.filter((name) => !isName(name));
    if (none.length) this.#refuse(result, none, new ChatterError({ code: 'bad_frame', message: 'This is no username', field: 'usernames' }));
    for (const portion of portions(names.filter(isName))) await this.#askFor(portion, result);
    this.#on.changed();
    return result;
  }

  async #askFor(usernames, result, tries = 1) {
    if (result.isFull) return this.#refuse(result, usernames, result.error);
    try {
      const { items } = await this.#chatter.request('watch', { usernames });
      for (const item of items) if (this.#watched.has(item.username)) this.presence.set(item.username, item);
    } catch (error) {
      if (error.passes && tries < TRIES && this.#chatter.state !== 'stopped') {
        await sleep(comeBackAfter(0, tries, fromSeconds(error.retryAfter)));
        await this.#askFor(usernames, result, tries + 1);
      } else if (error.passes || error.code === 'stopped') {
        // They are watched still, by the next connection; until then nothing is known of them.
        for (const username of usernames) this.presence.delete(username);
        result.error ??= error;
      } else if (usernames.length === 1) {
        result.isFull = error.code === 'limit_exceeded';
        this.#refuse(result, usernames, error);
      } else {
        // The refusal does not name the user: bisect to find it.
        const half = Math.ceil(usernames.length / 2);
        await this.#askFor(usernames.slice(0, half), result);
        await this.#askFor(usernames.slice(half), result);
      }
    }
  }

  #refuse(result, usernames, error) {
    for (const username of usernames) this.#forget(username);
    result.refused.push(...usernames);
    result.error ??= error;
  }

  #forget(username) {
    this.#watched.delete(username);
    this.presence.delete(username);
  }
}

function portions(names) {
  return Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, index) => names.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}
