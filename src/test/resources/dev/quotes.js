// The originals of replies, where they are not among the messages that are here: asked for one after the other.

const MOST_KEPT = 500;

export class Quotes {
  #known = new Map();
  #asking = Promise.resolve();

  constructor(chatter, { changed }) {
    Object.assign(this, { chatter, changed });
    for (const type of ['edited', 'deleted']) chatter.addEventListener(type, ({ detail }) => this.#change(detail));
  }

  /** The message; nothing where it is not known yet, null where it cannot be had. */
  of(talk, sequence) {
    const here = talk.messages.find((message) => message.sequence === sequence);
    if (here || !talk.room) return here;
    const key = `${sequence} ${talk.room.id}`;
    if (!this.#known.has(key)) {
      this.#keep(key, undefined);
      this.#asking = this.#asking.then(() => this.#ask(key, talk.room.id, sequence));
    }
    return this.#known.get(key);
  }

  async #ask(key, room, sequence) {
    try {
      const { items } = await this.chatter.request('history', { room, around: sequence, limit: 1 });
      this.#keep(key, items.find((message) => message.sequence === sequence) ?? null);
    } catch (problem) {
      if (problem.passes) this.#known.delete(key);
      else this.#keep(key, null);
    }
    this.changed();
  }

  #keep(key, message) {
    this.#known.set(key, message);
    if (this.#known.size > MOST_KEPT) this.#known.delete(this.#known.keys().next().value);
  }

  #change({ type, room, message: sequence, text }) {
    const key = `${sequence} ${room}`;
    const message = this.#known.get(key);
    if (!message) return;
    if (type === 'deleted') this.#keep(key, { ...message, text: undefined, image_path: undefined, deleted: true });
    else if (text !== undefined) this.#keep(key, { ...message, text });
  }
}
