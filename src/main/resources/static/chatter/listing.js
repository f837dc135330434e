import { comeBackAfter, LONG_WAIT } from './backoff.js';
import { fromSeconds, sleep } from './time.js';

const TRIES = 6;
/** Up to this number of rooms, members are requested room by room; for more, all rooms are listed. */
const FEW = 5;

/** Descriptions of rooms: kind and name, number of members, role of the user. */
export class Listing {
  /** True once the server has listed all rooms. */
  known = false;
  #chatter;
  #on;
  #isListing = false;
  #isWanted = false;
  #asked = new Set();

  /** @param on what it tells: `room(id)`, to find or make one; `changed()`, `problem(error)` */
  constructor(chatter, on) {
    this.#chatter = chatter;
    this.#on = on;
  }

  /** Asks for what is not known of the rooms, if anything. */
  async ask() {
    const rooms = [...this.#chatter.rooms.values()].filter(({ described }) => !described);
    if (this.known && !rooms.length) return;
    if (!this.known || rooms.length > FEW || rooms.some(({ visibility }) => !visibility)) return this.#list();
    for (const room of rooms.filter(({ id }) => !this.#asked.has(id))) await this.#count(room);
  }

  /** Reads all items of a paged list. */
  async pages(type, fields, take) {
    let after;
    do {
      const page = await this.#page(type, { ...fields, after });
      take(page.items);
      after = page.after;
    } while (after);
  }

  /** A page that the server does not want to give now is asked for again, so that a long list gets to its end. */
  async #page(type, fields) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#chatter.request(type, fields);
      } catch (error) {
        if (!error.passes || tries === TRIES || this.#chatter.state === 'stopped') throw error;
        await sleep(comeBackAfter(0, tries, fromSeconds(error.retryAfter)));
      }
    }
  }

  /** One list at a time; what is wanted meanwhile is one more. */
  async #list() {
    if (this.#isListing) {
      this.#isWanted = true;
      return;
    }
    this.#isListing = true;
    try {
      do {
        this.#isWanted = false;
        await this.#listAll();
      } while (this.#isWanted);
    } catch (error) {
      if (error.code === 'stopped') return;
      if (error.passes) sleep(LONG_WAIT).then(() => this.#chatter.state === 'open' && this.ask());
      this.#on.problem(error);
    } finally {
      this.#isListing = false;
    }
  }

  async #listAll() {
    let before = this.#sequences();
    await this.pages('rooms', {}, (items) => {
      for (const item of items) {
        const room = this.#on.room(item.room);
        // If an event came since the request, the listed last message may be outdated.
        const still = (before.get(room.id) ?? null) === room.sequence;
        room.describe(still ? item : { ...item, last_message: undefined });
      }
      before = this.#sequences();
      this.#on.changed();
    });
    this.known = true;
    this.#on.changed();
  }

  #sequences() {
    return new Map([...this.#chatter.rooms].map(([id, room]) => [id, room.sequence]));
  }

  /** Reads the members of a room that was learned from a push. */
  async #count(room) {
    this.#asked.add(room.id);
    const members = [];
    try {
      await this.pages('members', { room: room.id }, (items) => members.push(...items));
      room.enrol(members);
    } catch (error) {
      // The failure of a room that was left meanwhile is not reported.
      if (this.#chatter.rooms.has(room.id) && error.code !== 'stopped') this.#on.problem(error);
    } finally {
      this.#asked.delete(room.id);
      this.#on.changed();
    }
  }
}
