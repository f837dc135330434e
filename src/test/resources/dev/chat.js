// What the page knows: people, conversations, what is unread. Tells `change` when any of it is
// different, `incoming` for a message of somebody else and `alert` for what must be told at once.

import { Conversation } from './conversation.js';

const PREVIEWS = 40;
const AT_ONCE = 4;

export class Chat extends EventTarget {
  people = new Map();
  conversations = new Map();
  selected = null;
  connection = { state: 'stopped' };
  openedAt = 0;
  #opened = 0;

  constructor(client, session) {
    super();
    this.client = client;
    this.me = session.name;
    this.group = session.group;
    this.kept = `chatter.read.${this.me}`;
    this.read = this.#kept();
    this.listener = ({ key }) => key === this.kept && this.#readElsewhere();
    addEventListener('storage', this.listener);
    client.addEventListener('state', ({ detail }) => this.#connected(detail));
    client.addEventListener('message', ({ detail }) => this.#said(detail));
    client.addEventListener('presence', ({ detail }) => this.#seen(detail));
    client.addEventListener('problem', ({ detail }) => this.#refused(detail));
    this.timer = setInterval(() => {
      if ([...this.conversations.values()].some((conversation) => conversation.expire())) this.#changed();
    }, 1000);
  }

  close() {
    clearInterval(this.timer);
    removeEventListener('storage', this.listener);
    this.client.stop();
  }

  get current() {
    return this.selected ? this.conversation(this.selected) : null;
  }

  conversation(peer) {
    let found = this.conversations.get(peer);
    if (!found) {
      found = new Conversation(peer, this.me, this.client);
      this.conversations.set(peer, found);
    }
    return found;
  }

  /** What the other said since the person looked here last, or answered. */
  unread(peer) {
    const conversation = this.conversations.get(peer);
    if (!conversation?.last || peer === this.me) return 0;
    const { messages, last } = conversation;
    // A mark beyond the end is of a database that is no more.
    const read = this.read[peer] > last.id ? 0 : (this.read[peer] ?? 0);
    const answered = messages.findLast((message) => message.from === this.me)?.id ?? 0;
    return messages.filter((message) => message.id > Math.max(read, answered)).length;
  }

  get unreadInAll() {
    return [...this.people.keys()].reduce((sum, peer) => sum + this.unread(peer), 0);
  }

  select(peer) {
    this.selected = peer;
    if (peer && !this.conversation(peer).loaded) this.load(peer);
    this.#changed();
  }

  /** Reads the newest of a conversation; once more where it was asked for while reading. */
  async load(peer) {
    const conversation = this.conversation(peer);
    conversation.stale = true;
    while (conversation.stale && !conversation.loading) {
      conversation.stale = false;
      await this.#reading(conversation, () => conversation.catchUp());
    }
    conversation.settle(this.openedAt);
    conversation.flush();
    this.#changed();
  }

  async loadOlder() {
    const conversation = this.current;
    if (conversation?.older && !conversation.loading) {
      await this.#reading(conversation, () => conversation.loadOlder());
    }
  }

  say(draft) {
    this.current.say(draft);
    this.#changed();
  }

  again(key) {
    this.current.again(key);
    this.#changed();
  }

  drop(key) {
    this.current.drop(key);
    this.#changed();
  }

  markRead(peer) {
    const last = this.conversation(peer).last?.id ?? 0;
    if (!last || this.read[peer] === last) return;
    this.read[peer] = last;
    localStorage.setItem(this.kept, JSON.stringify(this.read));
    this.#changed();
  }

  #kept() {
    return JSON.parse(localStorage.getItem(this.kept) ?? '{}');
  }

  #readElsewhere() {
    this.read = this.#kept();
    this.#changed();
  }

  /** Does the work while the conversation shows that it loads; a failure stays with what to do again. */
  async #reading(conversation, work) {
    conversation.loading = true;
    conversation.error = '';
    this.#changed();
    try {
      await work();
    } catch (problem) {
      conversation.error = problem.message;
      conversation.retry = () => this.#reading(conversation, work);
    }
    conversation.loading = false;
    this.#changed();
  }

  async #connected(state) {
    this.connection = state;
    this.#changed();
    if (state.state === 'open') {
      this.openedAt = Date.now();
      await this.#repair(++this.#opened);
    }
  }

  /** Reads again what may have been missed: who is here, the open conversation, then the others. */
  async #repair(opened) {
    try {
      const everybody = await this.client.people();
      if (opened !== this.#opened) return;
      for (const person of everybody) this.people.set(person.username, person);
      this.#changed();
    } catch (problem) {
      this.#alert(`Who is here could not be read: ${problem.message}`);
    }
    const unsaid = [...this.conversations.values()].filter(({ pending }) => pending.length);
    const peers = [this.selected, ...unsaid.map(({ peer }) => peer), ...this.conversations.keys(), ...this.people.keys()];
    const waiting = [...new Set(peers)].filter(Boolean).slice(0, PREVIEWS);
    const worker = async () => {
      for (let peer = waiting.shift(); peer && opened === this.#opened; peer = waiting.shift()) {
        await this.load(peer);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  #said(message) {
    const mine = message.from === this.me;
    const peer = mine ? message.to : message.from;
    if (!this.people.has(peer)) this.people.set(peer, { username: peer, active: !mine });
    const conversation = this.conversation(peer);
    if (conversation.merge([message]) && !mine) {
      this.dispatchEvent(new CustomEvent('incoming', { detail: message }));
    }
    if (!conversation.loaded) this.load(peer);
    this.#changed();
  }

  #seen({ username, active }) {
    this.people.set(username, { username, active });
    this.#changed();
  }

  #refused({ code, message }) {
    const blamed = [...this.conversations.values()].some((conversation) =>
      conversation.blame(message ?? code),
    );
    if (!blamed) this.#alert(message ?? code);
    this.#changed();
  }

  #alert(text) {
    this.dispatchEvent(new CustomEvent('alert', { detail: text }));
  }

  /** Once for all that happens in one go; a microtask also runs where the window is hidden. */
  #changed() {
    if (this.changing) return;
    this.changing = true;
    queueMicrotask(() => {
      this.changing = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}
