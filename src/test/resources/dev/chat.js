// What the page knows besides chatter's client: who there is, what is open, what is being read. Tells `change` when any of it
// is different, `incoming` for a message of somebody else and `alert` for what must be told at once.

import { Happenings } from './happenings.js';
import { kept } from './kept.js';
import { Members } from './members.js';
import { Passage } from './passage.js';
import { People } from './people.js';
import { Quotes } from './quotes.js';
import { Talk } from './talk.js';

const PAGE = 50;
/** As many unread messages are read in one go to open a conversation where they begin; of more a passage is shown. */
const UNREAD_AT_ONCE = 500;
const AT_ONCE = 4;

export class Chat extends EventTarget {
  /** @type {Talk | null} */
  selected = null;
  connection = { state: 'stopped' };
  #talks = new Map();
  #loading = new Set();
  #errors = new Map();

  constructor(chatter, session, network, every) {
    super();
    Object.assign(this, { chatter, network, me: session.name, group: session.group });
    const over = () => this.dispatchEvent(new Event('over'));
    const tell = { changed: () => this.changed(), alert: (text, options) => this.alert(text, options), over };
    this.people = new People(chatter, session, { every, ...tell });
    this.members = new Members(chatter, tell);
    this.quotes = new Quotes(chatter, tell);
    this.happenings = new Happenings(chatter, {
      happened: (push) => this.dispatchEvent(new CustomEvent('happened', { detail: push })),
      gone: (name, by) => this.alert(by ? `${by} removed you from ${name}` : `You do not belong to ${name} any more`),
    });
    chatter.addEventListener('change', () => this.#look());
    chatter.addEventListener('state', ({ detail }) => this.#connected(detail));
    chatter.addEventListener('sent', ({ detail }) => this.#said(detail));
    chatter.addEventListener('gap', ({ detail }) => this.alert(`Only the newest is here of what was missed in ${name(detail.room)}`));
    chatter.addEventListener('problem', ({ detail: { error } }) => this.alert(error.message, { passes: error.passes }));
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

  /** Opens a conversation, where its unread messages begin. */
  select(talk) {
    this.selected?.endPassage();
    this.selected = talk;
    Object.assign(talk, { arrived: false, line: null });
    kept.open = talk;
    this.#look();
  }

  isLoading(talk) {
    return this.#loading.has(talk.room);
  }

  errorOf(talk) {
    return this.#errors.get(talk.room) ?? '';
  }

  /** Reads the page before the shown messages; after an error, retries the failed request. */
  loadOlder() {
    const { room, passage } = this.selected;
    this.#errors.delete(room);
    if (!this.selected.arrived || !room.loaded) this.#look();
    else this.#reading(room, () => (passage ?? this.chatter).loadOlder(...(passage ? [PAGE] : [room, PAGE])));
  }

  loadNewer() {
    const talk = this.selected;
    const { passage, room } = talk;
    this.#reading(room, async () => {
      if (passage.newer) await passage.loadNewer(PAGE);
      if (passage.join()) talk.passage = null;
    });
  }

  /** Shows the messages around one; answers whether it is there. */
  async goTo(sequence) {
    const talk = this.selected;
    const isHere = () => talk.messages.some((message) => message.sequence === sequence);
    if (isHere()) return true;
    await this.attempt(() => this.#showAround(talk, sequence));
    this.changed();
    return talk === this.selected && isHere();
  }

  toNewest() {
    this.selected.endPassage();
    this.changed();
  }

  say(content) {
    this.selected.line = null;
    this.selected.endPassage();
    this.chatter.send({ ...this.selected.target, ...content });
    this.dispatchEvent(new Event('said'));
    this.dispatchEvent(new Event('done'));
  }

  /** Does what the person asked for, and answers whether it was done; why not is told. */
  async attempt(work) {
    try {
      await work(this.chatter);
      this.dispatchEvent(new Event('done'));
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

  /** Tells at once; what `passes` is over when the connection is back. */
  alert(text, { passes = false } = {}) {
    this.dispatchEvent(new CustomEvent('alert', { detail: { text, passes } }));
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
    if (this.selected?.id && this.chatter.known && !this.selected.room) this.#close();
    const talk = this.selected;
    if (talk && !talk.arrived) this.#arrive(talk);
    for (const room of [talk?.room, ...this.chatter.rooms.values()]) {
      const wanted = room && !room.loaded && (room === talk?.room || (room.unread && this.#loading.size < AT_ONCE));
      if (wanted && this.#mayRead(room)) this.#reading(room, () => this.chatter.load(room, PAGE));
    }
    this.changed();
  }

  #close() {
    this.selected.endPassage();
    this.selected = null;
    kept.open = null;
    this.dispatchEvent(new Event('closed'));
  }

  #mayRead(room) {
    return this.connection.state === 'open' && !this.#errors.has(room) && !this.#loading.has(room);
  }

  #arrive(talk) {
    const { room, unread } = talk;
    if (room ? room.loaded && unread <= room.messages.length : this.chatter.known) this.#arrived(talk);
    else if (room && this.#mayRead(room)) this.#reading(room, () => this.#readUnread(talk));
  }

  #arrived(talk) {
    talk.drawLine();
    talk.arrived = true;
  }

  /** Reads back to the first of the unread. */
  async #readUnread(talk) {
    const { room } = talk;
    if (!room.loaded) await this.chatter.load(room, PAGE);
    if (talk.unread > UNREAD_AT_ONCE) await this.#showAround(talk, Math.max(room.read, room.answered, 1));
    else while (talk.unread > room.messages.length && room.older) await this.chatter.loadOlder(room, 4 * PAGE);
    if (talk === this.selected) this.#arrived(talk);
  }

  async #showAround(talk, sequence) {
    const passage = new Passage(this.chatter, talk.room);
    await passage.around(sequence, PAGE);
    if (talk !== this.selected) return passage.close();
    talk.endPassage();
    if (!passage.join()) talk.passage = passage;
    return undefined;
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

  #said({ room: id, sequence, message }) {
    if (message.from === this.me) return;
    const room = this.chatter.rooms.get(id);
    const { selected } = this;
    if (selected?.room === room && selected.arrived && document.visibilityState !== 'visible' && room.unread === 1) {
      selected.line = sequence;
    }
    const where = room.visibility === 'direct' ? '' : name(room);
    this.dispatchEvent(new CustomEvent('incoming', { detail: { ...message, where } }));
  }
}

const name = (room) => room.name ?? room.with ?? room.id;
