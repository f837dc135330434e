// Who belongs to the rooms of many: asked for when somebody looks, and again when somebody came or went.

export class Members {
  #known = new Map();
  #fresh = new Set();

  constructor(chatter, { changed, alert }) {
    Object.assign(this, { chatter, changed, alert });
    const stale = (id) => {
      this.#fresh.delete(id);
      changed();
    };
    for (const type of ['joined', 'left']) chatter.addEventListener(type, ({ detail }) => stale(detail.room));
    chatter.addEventListener('gap', ({ detail }) => stale(detail.room.id));
  }

  /** `[{username, role}]` by username; nothing until they are read. */
  of(id) {
    if (!this.#fresh.has(id) && this.chatter.rooms.has(id)) this.#read(id);
    return this.#known.get(id);
  }

  isOwner(id, username) {
    return this.#known.get(id)?.some((member) => member.username === username && member.role === 'owner') ?? false;
  }

  async #read(id) {
    this.#fresh.add(id);
    try {
      this.#known.set(id, await this.chatter.members(id));
      this.changed();
    } catch (problem) {
      if (this.chatter.rooms.has(id)) this.alert(`The members could not be read: ${problem.message}`, { passes: problem.passes });
    }
  }
}
