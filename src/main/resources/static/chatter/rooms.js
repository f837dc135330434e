import { Room } from './room.js';
import { Round } from './resume.js';
import { sleep } from './time.js';

/** Milliseconds until reactions that may have been counted twice are read again, and how many messages of a room at once. */
const READ_AGAIN_AFTER = 2_000;
const READ_AGAIN = 10;

/** Rooms of the user, kept from one connection to the next with the sequences up to which they are known. */
export class Rooms {
  /** @type {Map<string, Room>} */
  all = new Map();
  #chatter;
  #outbox;
  #on;
  #epoch = 'none';
  #round;
  #reading = new Set();

  /** @param on callbacks: `opened()` when all rooms are resumed, `lost(why)`, `tell(type, detail)`, `changed()`, `problem(error)` */
  constructor(chatter, outbox, on) {
    this.#chatter = chatter;
    this.#outbox = outbox;
    this.#on = on;
  }

  room(id, sequence = null) {
    if (!this.all.has(id)) {
      this.all.set(id, new Room(id, this.#chatter.user, sequence, this.#epoch));
      // A push is as good as an answer: the user belongs to it.
      this.#round?.answered.add(id);
    }
    return this.all.get(id);
  }

  direct(username) {
    for (const room of this.all.values()) if (room.visibility === 'direct' && room.with === username) return room;
    return undefined;
  }

  /** Learns the other user of a direct room; returns false if the name is missing or that of the client itself. */
  meet(room, username) {
    if (!username || username === this.#chatter.user) return false;
    room.describe({ visibility: 'direct', with: username, role: 'member', members: 2 });
    return true;
  }

  /** The first frames: until they are answered the server holds back what is new, so that nothing falls between. */
  resume(requests, limits) {
    const ask = (fields, answered) => requests.ask('resume', fields, true, answered);
    const isGood = ([, { sequence, epoch }]) => sequence !== null && epoch === this.#epoch;
    const open = ([, one], [, other]) => other.loaded - one.loaded;
    const rooms = [...this.all].filter(isGood).sort(open).map(([id, { sequence }]) => [id, sequence]);
    this.#round = new Round(ask, { rooms, epoch: this.#epoch, limits }, {
      page: (reply) => this.#resumed(reply),
      done: () => this.#done(),
      failed: (error) => this.#on.lost({ reason: error.message, atLeast: error.retryAfter }),
    });
    this.#round.next();
  }

  lost() {
    this.#round?.end();
    this.#round = undefined;
  }

  #resumed({ epoch, rooms }) {
    const forked = (this.#round.epoch ??= epoch) !== epoch;
    this.#epoch = epoch;
    if (forked) return this.#on.lost({ code: 4000, reason: 'The history forked meanwhile' });
    for (const [id, told] of Object.entries(rooms)) {
      if (told.removed) this.all.delete(id);
      else this.#goOn(this.room(id), told);
    }
    this.#on.changed();
  }

  #goOn(room, told) {
    const { sequence: after, loaded } = room;
    if (!room.resumed(told, this.#epoch)) return;
    const passed = this.#outbox.drafts.filter((draft) => draft.room === room.id && draft.state === 'sent' && draft.sequence <= told.head);
    for (const draft of passed) this.#outbox.drop(draft);
    // The list of rooms refreshes the last message, if no page does, and the number of members.
    room.described = false;
    this.#on.listing.known = false;
    if (after !== null || loaded) this.#on.tell('gap', { room, after, head: told.head });
    if (loaded) this.#chatter.load(room).catch((error) => error.code !== 'stopped' && this.#on.problem(error));
  }

  /** Ends the round: rooms that the server did not list are no longer the user's. */
  #done() {
    const { answered } = this.#round;
    this.#round = undefined;
    for (const id of [...this.all.keys()]) if (!answered.has(id)) this.all.delete(id);
    this.#on.opened();
  }

  /** Takes a committed message. Its event has arrived or will; only in a room without events the answer is applied directly. */
  confirmed(draft, id, message) {
    const room = this.room(id, 0);
    if (!room.visibility && !this.meet(room, draft.to)) this.#on.listing.ask();
    if (room.carried === false) {
      room.merge([message]);
      if (message.sequence === room.head + 1) room.head = message.sequence;
    }
    this.settle(draft);
  }

  /** Drops a draft whose event was applied already, or will not arrive. */
  settle(draft) {
    const room = this.all.get(draft.room);
    if (room && (room.carried === false || draft.sequence <= room.sequence)) this.#outbox.drop(draft);
  }

  async load(room, limit) {
    await room.asking(async () => {
      const page = await this.#chatter.request('history', { room: room.id, limit });
      room.merge(page.items);
      if (page.items[0]?.sequence === room.messages[0]?.sequence) room.older = page.before ?? null;
      room.loaded = true;
    });
    room.seen = Math.max(room.seen, room.last?.sequence ?? 0);
    this.readAgain(room);
  }

  async loadOlder(room, limit) {
    const before = room.older;
    await room.asking(async () => {
      const page = await this.#chatter.request('history', { room: room.id, before, limit });
      if (room.older !== before) return;
      room.merge(page.items);
      room.older = page.before ?? null;
    });
    this.readAgain(room);
  }

  /** Reads messages again if only a page can give the exact count of their reactions. */
  async readAgain(room) {
    if (!room.doubtful.size || this.#reading.has(room)) return;
    this.#reading.add(room);
    try {
      await sleep(READ_AGAIN_AFTER);
      for (const sequence of [...room.doubtful].slice(-READ_AGAIN)) {
        room.doubtful.delete(sequence);
        await room.asking(async () => {
          const { items } = await this.#chatter.request('history', { room: room.id, around: sequence, limit: 1 });
          room.merge(items.filter((item) => item.sequence === sequence && room.messages.some((one) => one.sequence === sequence)));
        });
      }
      room.doubtful.clear();
    } catch (error) {
      if (error.code !== 'stopped') this.#on.problem(error);
    } finally {
      this.#reading.delete(room);
      this.#on.changed();
    }
  }
}
