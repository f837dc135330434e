// A part of a room's history that need not touch its newest messages: where unread ones begin, or the original of a reply.

import { Room } from '/chatter.js';

const CHANGES = ['edited', 'deleted', 'reacted', 'unreacted'];

export class Passage {
  #part;
  #listening = new AbortController();
  /** Cursor of the page after it, null if there is none. */
  newer = null;

  constructor(chatter, room) {
    Object.assign(this, { chatter, room });
    this.#part = new Room(room.id, chatter.user);
    for (const type of CHANGES) chatter.addEventListener(type, ({ detail }) => this.#change(detail), { signal: this.#listening.signal });
  }

  get messages() {
    return this.#part.messages;
  }

  get older() {
    return this.#part.older;
  }

  async around(sequence, limit) {
    const page = await this.#ask({ around: sequence, limit });
    Object.assign(this.#part, { older: page.before ?? null });
    this.newer = page.after ?? null;
  }

  async loadOlder(limit) {
    this.#part.older = (await this.#ask({ before: this.older, limit })).before ?? null;
  }

  async loadNewer(limit) {
    this.newer = (await this.#ask({ after: this.newer, limit })).after ?? null;
  }

  /** Hands its messages to the room where they touch the newest ones; tells whether they do. */
  join() {
    const first = this.room.messages[0]?.sequence ?? Infinity;
    const touches = this.room.loaded && this.messages.length && (!this.newer || this.messages.at(-1).sequence >= first);
    if (!touches) return false;
    const reachesFurther = this.messages[0].sequence < first;
    this.room.merge(this.messages);
    if (reachesFurther) this.room.older = this.older;
    this.close();
    return true;
  }

  close() {
    this.#listening.abort();
  }

  async #ask(fields) {
    let page;
    await this.#part.asking(async () => {
      page = await this.chatter.request('history', { room: this.room.id, ...fields });
      this.#part.merge(page.items);
    });
    return page;
  }

  #change(push) {
    if (push.room !== this.room.id) return;
    this.#part.sequence = push.sequence - 1;
    this.#part.apply(push);
  }
}
