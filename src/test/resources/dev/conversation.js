// What one person and the person of this window said, and what is under way.

const CONFIRM_WITHIN = 10_000;
const PAGES_TO_CATCH_UP = 10;

let lastPending = 0;

export class Conversation {
  messages = [];
  pending = [];
  older = null;
  loaded = false;
  loading = false;
  stale = false;
  error = '';
  retry = () => {};
  #ids = new Set();

  constructor(peer, me, client) {
    this.peer = peer;
    this.me = me;
    this.client = client;
  }

  get last() {
    return this.messages.at(-1);
  }

  /** Takes messages in, each once, whatever way it came; tells how many were new. */
  merge(messages) {
    const fresh = messages.filter((message) => !this.#ids.has(message.id));
    for (const message of fresh) {
      this.#ids.add(message.id);
      this.messages.push(message);
      this.#confirm(message);
    }
    if (fresh.length) this.messages.sort((one, other) => one.id - other.id);
    return fresh.length;
  }

  /**
   * Reads the newest page, and on towards the past until it meets what is here already. This is how
   * version 1 repairs what was missed while away.
   */
  async catchUp() {
    const known = this.last?.id ?? 0;
    let page = await this.client.history(this.peer);
    const read = [...page.messages];
    for (let pages = 1; known && page.older && read[0].id > known && pages < PAGES_TO_CATCH_UP; pages++) {
      page = await this.client.history(this.peer, { older: page.older });
      read.unshift(...page.messages);
    }
    const met = !known || !page.older || read[0].id <= known;
    if (!met) this.#forget();
    if (!this.loaded || !met) this.older = page.older;
    this.merge(read);
    this.loaded = true;
  }

  async loadOlder() {
    const page = await this.client.history(this.peer, { older: this.older });
    this.older = page.older;
    this.merge(page.messages);
  }

  /** Puts what is to be said among what is under way, and says it where there is a connection. */
  say({ text, image }) {
    const draft = { key: `pending-${++lastPending}`, from: this.me, to: this.peer, text, image };
    this.pending.push({ ...draft, created: new Date(), state: 'waiting', error: '' });
    this.flush();
  }

  again(key) {
    const draft = this.pending.find((pending) => pending.key === key);
    if (draft) Object.assign(draft, { state: 'waiting', error: '' });
    this.flush();
  }

  drop(key) {
    this.pending = this.pending.filter((pending) => pending.key !== key);
  }

  /** Says what waits for a connection. */
  flush() {
    for (const draft of this.pending) {
      if (draft.state === 'waiting' && this.client.send(draft)) {
        Object.assign(draft, { state: 'sent', sentAt: Date.now(), after: this.last?.id ?? 0 });
      }
    }
  }

  /** After a reconnect and its repair: what was sent and is not in the history did not arrive. */
  settle(reconnectedAt) {
    for (const draft of this.pending) {
      if (draft.state === 'sent' && draft.sentAt < reconnectedAt) fail(draft, 'The connection was lost before this was confirmed');
    }
  }

  /** An error frame does not say which message it is about; with one under way it is that one. */
  blame(problem) {
    const sent = this.pending.filter((draft) => draft.state === 'sent');
    if (sent.length === 1) fail(sent[0], problem);
    return sent.length === 1;
  }

  /** Gives up on what was not confirmed for too long; tells whether there was any. */
  expire() {
    const late = this.pending.filter(
      (draft) => draft.state === 'sent' && Date.now() - draft.sentAt > CONFIRM_WITHIN,
    );
    late.forEach((draft) => fail(draft, 'Not confirmed by the server'));
    return late.length > 0;
  }

  /** Version 1 has no acknowledgement: a message of mine that comes back is the first that reads the same. */
  #confirm(message) {
    if (message.from !== this.me) return;
    const index = this.pending.findIndex(
      (draft) =>
        draft.after !== undefined &&
        message.id > draft.after &&
        draft.text === message.text &&
        draft.image === message.image,
    );
    if (index >= 0) this.pending.splice(index, 1);
  }

  #forget() {
    this.messages = [];
    this.#ids.clear();
  }
}

function fail(draft, error) {
  Object.assign(draft, { state: 'failed', error });
}
