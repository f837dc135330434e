// Who there is. The list of the group is asked for now and then, for whoever is new; of those in it chatter tells by itself.

/** As many the server lets a connection watch; of more people the list tells alone. */
const WATCHED = 500;

export class People {
  #listed = new Map();

  constructor(chatter, session, { every, changed, alert, over }) {
    Object.assign(this, { chatter, session, changed, alert, over });
    chatter.addEventListener('state', () => this.#list());
    this.timer = setInterval(() => document.visibilityState === 'visible' && this.#list(), every);
  }

  close() {
    clearInterval(this.timer);
  }

  get names() {
    return [...this.#listed.keys()];
  }

  get isEmpty() {
    return !this.#listed.size;
  }

  isActive(username) {
    return Boolean((this.chatter.presence.get(username) ?? this.#listed.get(username))?.active);
  }

  async #list() {
    if (this.chatter.state !== 'open') return;
    try {
      const everybody = await this.session.everybody();
      const watched = this.#listed.size;
      const fresh = everybody.filter(({ username }) => !this.#listed.has(username)).map(({ username }) => username);
      for (const person of everybody) this.#listed.set(person.username, person);
      if (fresh.length) await this.chatter.watch(fresh.slice(0, Math.max(0, WATCHED - watched)));
      this.over();
      this.changed();
    } catch (problem) {
      this.alert(`Who is here could not be read: ${problem.message}`, { passes: true });
    }
  }
}
