import { hasUnnamed, reacted } from './reactions.js';
import { now } from './time.js';

const MOST_KEPT = 5_000;
/** Milliseconds for which a push may tell of what a page of history held already. */
const SETTLES_WITHIN = 5_000;
const DESCRIBED = ['name', 'visibility', 'with', 'data', 'role', 'members', 'hide_history', 'carried'];

/** State of a room: its description by the server (`name`, `with`, `data`, `members`, …), and what pushes and pages add. */
export class Room {
  /** @type {Message[]} The newest, in order, without a hole, and some thousands at most. One that changes becomes another object. */
  messages = [];
  /** True once a page of history was read; `older` is the cursor of what is before the messages, null if there is nothing. */
  loaded = false;
  older = null;
  unread = 0;
  /** Role of the user and number of members; defaults until the server has described the room. */
  role = 'member';
  members = 1;
  described = false;
  /** Sequences: up to where the user has read, of its last message, and up to where each other member has read and received. */
  read = 0;
  answered = 0;
  reads = new Map();
  delivered = new Map();
  /** Users that are typing, each with the timer that ends it. */
  typing = new Map();
  /** Sequence up to which all events of the epoch were applied; null if the first push sets the start. */
  sequence;
  epoch;
  /** Newest sequence reported by the server for a room whose events are not pushed. */
  head = 0;
  /**
   * Sequences: `seen` up to where messages were received, `told` up to where receipts were sent, `#counted` up to where the
   * server has counted the unread.
   */
  seen = 0;
  told = { read: 0, deliver: 0 };
  /** Sequences of messages with reactions that may have been counted twice. */
  doubtful = new Set();
  #counted = 0;
  #membersAt = 0;
  #names;
  #asking = 0;
  #meanwhile = [];
  #settled = 0;

  constructor(id, me, sequence = null, epoch = undefined) {
    Object.assign(this, { id, me, sequence, epoch });
  }

  get last() {
    return this.messages.at(-1);
  }

  describe({ unread, read, last_message: last, ...description }) {
    for (const key of DESCRIBED) if (key in description) this[key] = description[key];
    if ('members' in description) {
      this.described = true;
      this.#membersAt = description.head ?? this.sequence ?? 0;
      this.#names = undefined;
    }
    if (this.sequence === null) Object.assign(this, { unread: unread ?? this.unread, read: read ?? this.read });
    if (!last || this.last) return;
    this.merge([last]);
    this.older = String(last.sequence);
  }

  /** Takes the list of members; pushes may report the same members again. */
  enrol(members) {
    this.#names = new Set(members.map(({ username }) => username));
    this.members = this.#names.size;
    this.role = members.find(({ username }) => username === this.me)?.role ?? this.role;
    this.described = true;
  }

  /** Applies a push with a sequence if it is `new`; otherwise it is `known`, or follows a `gap`. */
  apply(push) {
    this.sequence ??= push.sequence - 1;
    if (push.sequence !== this.sequence + 1) return push.sequence <= this.sequence ? 'known' : 'gap';
    this.sequence = push.sequence;
    if (this.#asking) this.#meanwhile.push(push);
    this.#change(push);
    if (push.type === 'joined' || push.type === 'left') this.#count(push);
    if (push.type === 'sent') this.#said(push);
    return 'new';
  }

  #count({ type, sequence, username }) {
    const joined = type === 'joined';
    if (!this.#names) {
      if (sequence > this.#membersAt) this.members += joined ? 1 : -1;
      return;
    }
    if (joined) this.#names.add(username);
    else this.#names.delete(username);
    this.members = this.#names.size;
  }

  #said({ sequence, message: { from } }) {
    if (this.messages.length > MOST_KEPT) this.older = String(this.messages.splice(0, MOST_KEPT / 2).at(-1).sequence + 1);
    this.endTyping(from);
    if (from === this.me) this.answered = sequence;
    if (sequence > this.#counted) this.unread = from === this.me ? 0 : this.unread + 1;
  }

  /**
   * Takes the answer of `resume` for the room; returns true if its messages were discarded, because the replay is incomplete.
   */
  resumed({ head, unread, own_read: read = 0, read: reads = {}, delivered = {}, recovered, carried }, epoch) {
    const unchanged = carried === false && this.carried === false && this.head === head && this.epoch === epoch;
    const isVoid = !recovered && !unchanged;
    Object.assign(this, { carried, head, epoch });
    if (isVoid) {
      Object.assign(this, { messages: [], loaded: false, older: null, sequence: carried === false ? null : head });
      Object.assign(this, { reads: new Map(), delivered: new Map(), told: { read: 0, deliver: 0 }, seen: 0 });
      Object.assign(this, { read: Math.min(this.read, head), answered: Math.min(this.answered, head) });
      this.#membersAt = Math.min(this.#membersAt, head);
      this.doubtful.clear();
    }
    for (const [username, sequence] of Object.entries(delivered)) this.receive({ type: 'delivered', username, sequence });
    for (const [username, sequence] of Object.entries(reads)) this.receive({ type: 'read', username, sequence });
    const readFurther = !isVoid && this.read > read;
    this.receive({ type: 'read', username: this.me, sequence: read });
    // If more was read here than the server knows, counting continues from the local count.
    this.#counted = readFurther ? (this.sequence ?? head) : head;
    if (!readFurther) this.unread = unread;
    return isVoid;
  }

  /** Applies a receipt. */
  receive({ type, username, sequence }) {
    const raise = (map) => map.set(username, Math.max(sequence, map.get(username) ?? 0));
    if (username !== this.me) raise(this.delivered);
    if (type !== 'read') return;
    if (username !== this.me) return raise(this.reads);
    this.markRead(sequence);
    this.told.read = Math.max(this.told.read, sequence);
  }

  /** Moves the user's read position forward; returns true if it moved. */
  markRead(sequence) {
    if (sequence <= this.read) return false;
    this.read = sequence;
    const from = Math.max(sequence, this.answered);
    const known = this.messages[0]?.sequence ?? (this.sequence ?? 0) + 1;
    // Below the messages that are here only the server can count.
    if (from >= known - 1) this.unread = this.messages.filter((message) => message.sequence > from && message.from !== this.me).length;
    return true;
  }

  endTyping(username) {
    clearTimeout(this.typing.get(username));
    return this.typing.delete(username);
  }

  /** Runs a request for a page of history; pushes that arrive meanwhile are applied on top of what `merge` takes. */
  async asking(ask) {
    this.#asking += 1;
    try {
      await ask();
      this.#settled = now() + SETTLES_WITHIN;
    } finally {
      this.#asking -= 1;
      if (!this.#asking) this.#meanwhile = [];
    }
  }

  /** Merges a page of messages that is adjacent to the known ones or overlaps them. */
  merge(messages) {
    for (const message of messages) {
      this.doubtful.delete(message.sequence);
      this.#put(message);
    }
    for (const push of this.#meanwhile) this.#change(push);
  }

  #put(message) {
    const before = this.messages.findLastIndex((other) => other.sequence <= message.sequence);
    const known = this.messages[before]?.sequence === message.sequence;
    this.messages.splice(known ? before : before + 1, known ? 1 : 0, { reactions: [], ...message });
  }

  #change({ type, sequence, message: target, text, at, by, reaction, hidden }) {
    const place = this.messages.findIndex((message) => message.sequence === (type === 'sent' ? sequence : target));
    const message = this.messages[place];
    if (type === 'sent' && !message) this.#put({ ...target, sequence });
    // A page of history may know more than what has been pushed yet.
    if (!message || message.deleted || message.edited > at || (hidden && type !== 'deleted')) return;
    const { text: said, image_path: image, ...bare } = message;
    if (type === 'edited' && text !== undefined) this.messages[place] = { ...message, text, edited: at };
    if (type === 'deleted') this.messages[place] = { ...bare, deleted: true, reactions: [] };
    if ((type === 'reacted' || type === 'unreacted') && reaction !== undefined) this.#react(place, { type, by, reaction });
  }

  #react(place, push) {
    const message = this.messages[place];
    const one = message.reactions.find(({ reaction }) => reaction === push.reaction);
    const unnamed = one && hasUnnamed(one) && push.by !== this.me && !one.usernames.includes(push.by);
    if (unnamed && (this.#asking || now() < this.#settled)) this.doubtful.add(message.sequence);
    this.messages[place] = { ...message, reactions: reacted(message.reactions, push, this.me) };
  }
}
