import { LONG_WAIT } from './backoff.js';
import { fromSeconds, bytes } from './time.js';

/** Limits that are assumed until the server has sent its own. */
const ROOMS = 200;
const FRAME = 65_536;
/** Bytes of a request besides its rooms, and of a room besides its id. */
const FRAMING = 512;
const SEQUENCE = 24;

/**
 * A round of `resume`: sends, page by page, the sequence up to which each room is known, and takes the state of all rooms of
 * the user. A page that the server refuses for now is sent again; one that it refuses for good is halved, and a room that it
 * does not accept by name is answered without a sequence.
 */
export class Round {
  /** Ids of the rooms that were answered. */
  answered = new Set();
  /** Epoch of the history, from the first answer. */
  epoch;
  #ask;
  #limits;
  #epoch;
  #on;
  #left;
  #most = Infinity;
  #after;
  #timer = 0;
  #over = false;

  /**
   * @param {(fields: object, answered: Function) => void} ask
   * @param {{rooms: [string, number][], epoch: string, limits: () => object}} from what is known, and what the server allows
   * @param on what it tells: `page(reply)`, `done()`, `failed(error)` where the round cannot go on
   */
  constructor(ask, { rooms, epoch, limits }, on) {
    this.#ask = ask;
    this.#left = rooms;
    this.#epoch = epoch;
    this.#limits = limits;
    this.#on = on;
  }

  /** Asks for the next page. */
  next() {
    if (!this.#left.length && this.#after !== undefined) return this.#send({ after: this.#after }, []);
    const named = this.#portion();
    const more = named.length < this.#left.length && { more: true };
    this.#send({ epoch: this.#epoch, rooms: Object.fromEntries(named), ...more }, named);
  }

  end() {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Returns as many of the remaining rooms as the server accepts in one page. */
  #portion() {
    const { resume = ROOMS, frame = FRAME } = this.#limits();
    const most = Math.min(resume, this.#most);
    let size = FRAMING;
    let count = 0;
    for (const [id] of this.#left) {
      size += bytes(JSON.stringify(id)) + SEQUENCE;
      if (count && (count >= most || size > frame)) break;
      count += 1;
    }
    return this.#left.slice(0, count);
  }

  #send(fields, named) {
    this.#ask(fields, (error, reply) => {
      if (this.#over) return;
      if (error) this.#refused(error, named);
      else this.#answer(reply, named);
    });
  }

  #answer(reply, named) {
    for (const id of Object.keys(reply.rooms)) this.answered.add(id);
    const before = this.#left.length;
    const isLeft = ([id], index) => index >= named.length || (reply.rest && !this.answered.has(id));
    this.#left = this.#left.filter(isLeft);
    if (named.length && this.#left.length === before) return this.#on.failed(new Error('The server answers none of the rooms'));
    this.#after = reply.after;
    this.#on.page(reply);
    if (this.#over) return;
    if (this.#left.length || this.#after !== undefined) this.next();
    else this.#on.done();
  }

  #refused(error, named) {
    if (error.code === 'disconnected' || error.code === 'stopped') return;
    if (error.passes && error.code !== 'timeout') {
      this.#timer = setTimeout(() => this.next(), fromSeconds(error.retryAfter) || LONG_WAIT);
    } else if (named.length > 1 && error.code !== 'timeout') {
      this.#most = Math.ceil(named.length / 2);
      this.next();
    } else if (named.length && error.code !== 'timeout') {
      this.#left = this.#left.slice(1);
      this.#most = Infinity;
      this.next();
    } else {
      this.#on.failed(error);
    }
  }
}
