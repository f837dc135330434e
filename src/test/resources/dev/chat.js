// What the page knows besides chatter's client: who there is, what is open, what is being read. Tells `change` when any of it
// is different, `incoming` for a message of somebody else and `alert` for what must be told at once.

import { Members } from './members.js';
import { People } from './people.js';
import { Talk } from './talk.js';

const PAGE = 50;
const AT_ONCE = 4;

export class Chat extends EventTarget {
  /** @type {Talk | null} */
  selected = null;
  connection = { state: 'stopped' };
  #talks = new Map();
  #loading = new Set();
  #errors = new Map();

  constructor(chatter, session, network) {
    super();
    Object.assign(this, { chatter, network, me: session.name, group: session.group });
    const tell = { changed: () => this.changed(), alert: (text) => this.alert(text) };
    this.people = new People(chatter, session, tell);
    this.members = new Members(chatter, tell);
    chatter.addEventListener('change', () => this.#look());
    chatter.addEventListener('state', ({ detail }) => this.#connected(detail));
    chatter.addEventListener('sent', ({ detail }) => this.#said(detail));
    chatter.addEventListener('gap', ({ detail }) => this.alert(`Only the newest is here of what was missed in ${name(detail.room)}`));
    chatter.addEventListener('problem', ({ detail }) => this.alert(detail.error.message));
  }

  close() {
    this.people.close();
    this.chatter.stop();
  }

  person(username) {
    return this.#talk({ username });
  }

  room(id) {
    return this.#talk({ id });
  }

  /** The rooms of many. */
  get rooms() {
    const many = [...this.chatter.rooms.values()].filter(({ visibility }) => visibility === 'public' || visibility === 'private');
    return many.map(({ id }) => this.room(id));
  }

  get unreadInAll() {
    const talks = [...this.people.names.map((username) => this.person(username)), ...this.rooms];
    return talks.reduce((sum, talk) => sum + talk.unread, 0);
  }

  select(talk) {
    this.selected = talk;
    this.#look();
  }

  isLoading(talk) {
    return this.#loading.has(talk.room);
  }

  errorOf(talk) {
    return this.#errors.get(talk.room) ?? '';
  }

  loadOlder() {
    const { room } = this.selected;
    this.#errors.delete(room);
    if (room.loaded) this.#reading(room, () => this.chatter.loadOlder(room, PAGE));
    else this.#look();
  }

  say(content) {
    this.chatter.send({ ...this.selected.target, ...content });
  }

  /** Does what the person asked for, and answers whether it was done; why not is told. */
  async attempt(work) {
    try {
      await work(this.chatter);
      return true;
    } catch (problem) {
      this.alert(problem.message);
      return false;
    }
  }

  cut() {
    this.network.cut();
    this.changed();
  }

  mend() {
    this.network.mend();
    this.chatter.retryNow();
    this.changed();
  }

  alert(text) {
    this.dispatchEvent(new CustomEvent('alert', { detail: text }));
  }

  /** Once for all that happens in one go; a microtask also runs where the window is hidden. */
  changed() {
    if (this.changing) return;
    this.changing = true;
    queueMicrotask(() => {
      this.changing = false;
      this.dispatchEvent(new Event('change'));
    });
  }

  #talk(of) {
    const talk = new Talk(this.chatter, of);
    if (!this.#talks.has(talk.key)) this.#talks.set(talk.key, talk);
    return this.#talks.get(talk.key);
  }

  /** Reads what is open, and what is unread, so that its sender sees that it arrived. */
  #look() {
    if (this.selected?.id && this.chatter.known && !this.selected.room) this.selected = null;
    const open = this.selected?.room;
    for (const room of [open, ...this.chatter.rooms.values()]) {
      const wanted = room && !room.loaded && (room === open || (room.unread && this.#loading.size < AT_ONCE));
      if (wanted && !this.#errors.has(room) && this.connection.state === 'open') {
        this.#reading(room, () => this.chatter.load(room, PAGE));
      }
    }
    this.changed();
  }

  /** Does the work while the room shows that it loads; a failure stays with it. */
  async #reading(room, work) {
    if (this.#loading.has(room)) return;
    this.#loading.add(room);
    this.changed();
    try {
      await work();
    } catch (problem) {
      this.#errors.set(room, problem.message);
    }
    this.#loading.delete(room);
    this.#look();
  }

  #connected(state) {
    this.connection = state;
    if (state.state === 'open') this.#errors.clear();
    this.changed();
  }

  #said({ room: id, message }) {
    if (message.from === this.me) return;
    const room = this.chatter.rooms.get(id);
    const where = room.visibility === 'direct' ? '' : name(room);
    this.dispatchEvent(new CustomEvent('incoming', { detail: { ...message, where } }));
  }
}

const name = (room) => room.name ?? room.with ?? room.id;
