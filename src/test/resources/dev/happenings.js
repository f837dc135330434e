// Joins and leaves of rooms other than direct ones, as observed by this page.

const MOST_KEPT = 200;

export class Happenings {
  #byRoom = new Map();
  #names = new Map();
  #left = new Set();

  /** Tells `gone(name, by)` when the user belongs to a room no longer, unless they left; `by` where somebody removed them. */
  constructor(chatter, { happened, gone }) {
    Object.assign(this, { chatter, gone });
    for (const type of ['joined', 'left']) {
      chatter.addEventListener(type, ({ detail }) => {
        this.#keep(detail);
        happened(detail);
      });
    }
    chatter.addEventListener('change', () => this.#compare());
  }

  /** `[{type, sequence, username, by, created}]` in order. */
  of(id) {
    return this.#byRoom.get(id) ?? [];
  }

  /** In words, for the user. */
  words({ type, sequence, username, by }) {
    const me = this.chatter.user;
    const [who, whom] = [by === me ? 'You' : by, username === me ? 'you' : username];
    if (by !== username) return type === 'joined' ? `${who} added ${whom}` : `${who} removed ${whom}`;
    if (type === 'left') return `${who} left`;
    return sequence === 1 ? `${who} made this room` : `${who} joined`;
  }

  #keep(push) {
    const { room, username, by } = push;
    this.#byRoom.set(room, [...this.of(room), { ...push, created: new Date().toISOString() }].slice(-MOST_KEPT));
    if (username !== this.chatter.user) return;
    if (push.type === 'joined') this.#left.delete(room);
    else this.#left.add(room);
    if (push.type === 'left' && by !== username) this.gone(this.#names.get(room) ?? room, by);
  }

  /** Finds what went while the connection was away. */
  #compare() {
    const { rooms, state, known } = this.chatter;
    for (const { id, name, visibility } of rooms.values()) if (visibility && visibility !== 'direct') this.#names.set(id, name);
    if (state !== 'open' || !known) return;
    for (const [id, name] of this.#names) {
      if (rooms.has(id)) continue;
      this.#names.delete(id);
      if (!this.#left.has(id)) this.gone(name);
    }
  }
}
