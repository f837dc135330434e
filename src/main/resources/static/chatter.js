/**
 * A client for chatter.v2, the native socket of chatter: one file, no dependencies.
 *
 *   const chatter = new Chatter({ url: '/ws', user: 'alice', token: async () => … });
 *   chatter.addEventListener('change', () => show(chatter));
 *   chatter.start();
 *   chatter.send({ to: 'bob', text: 'Hello' });
 *
 * It stays connected by itself, with a new token for every attempt, and goes on where it was: the events of a room come in the
 * order of their sequence, each once. What was handed to `send` goes out exactly once, however often the connection or the page
 * goes away meanwhile. Its events are the pushes of the server under their names, when they have been taken in, and these:
 *
 *   state    {state: 'connecting' | 'open' | 'waiting' | 'stopped', code?, reason?, retryAt?}
 *   change   what is known is different; once for all that happens in one go
 *   draft    {draft}              something of one's own went on: pending, sent, failed
 *   gap      {room, after, head}  more was missed than the server tells again; the room has its newest page instead
 *   problem  {error}              something that nobody waits for failed
 *
 * Frames, messages and error codes are described in chatter's AsyncAPI document, and named here as there.
 *
 * @typedef {{id: number, sequence: number, from: string, text?: string, image_path?: string, reply_to?: number, created: string,
 *   edited?: string, deleted?: boolean, reactions: {reaction: string, count: number, usernames: string[]}[]}} Message
 *
 * @typedef {{client_id: string, room?: string, to?: string, text?: string, image_path?: string, reply_to?: number, created: string,
 *   state: 'pending' | 'sent' | 'failed', error?: {code: string, message: string}}} Draft
 *   Written here and not pushed back yet. Its client_id stays the same for ever, so that saying it again does not double it.
 */

const FIRST_WAIT = 500;
const LONG_WAIT = 5_000;
const LONGEST_WAIT = 30_000;
const STEADY = 10_000;
const ANSWER_WITHIN = 15_000;
const SILENT_FOR = 10_000;
const RECEIPTS_AFTER = 250;
const TYPING_EVERY = 4_000;
const TYPING_ENDS = 12_000;
const MOST_KEPT = 5_000;
const DESCRIBED = ['name', 'visibility', 'with', 'data', 'role', 'members', 'hide_history', 'carried'];
const NUMBERED = new Set(['sent', 'edited', 'deleted', 'reacted', 'unreacted', 'joined', 'left']);
/** Not asked again on the next connection where one was lost: a second time these would mean something else. */
const ONCE = new Set(['resume', 'send', 'unreact', 'leave', 'remove', 'create_room']);
const PASSING = new Set(['rate_limited', 'overloaded', 'unavailable', 'timeout', 'disconnected']);

/** A refusal: the server's own by its code, or `timeout`, `disconnected`, `stopped`. */
export class ChatterError extends Error {
  constructor({ code, message = code, field, retry_after: retryAfter }) {
    super(message);
    Object.assign(this, { code, field, retryAfter });
  }

  /** Whether trying again, after `retryAfter` seconds where that is there, may help. */
  get passes() {
    return this.retryAfter !== undefined || PASSING.has(this.code);
  }
}

/**
 * How long to stay away after a connection ended, with full jitter: anything up to a bound that doubles, so that a crowd does
 * not come back in step.
 *
 * @param {number} code of the close
 * @param {number} failures connections in a row before this one that did not last
 * @param {number} [atLeast] milliseconds that the server asked for
 * @returns {number | null} milliseconds, or null for ever
 */
export function comeBackAfter(code, failures, atLeast = 0, random = Math.random) {
  if (code === 4003 || code === 4004) return null;
  if (code >= 4000 && code <= 4002 && !failures && !atLeast) return 0;
  return Math.max(atLeast, code === 1008 ? LONG_WAIT : 0) + random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
}

/** What is known of a room: as the server describes it (`name`, `with`, `data`, `members`, how many, …), and what follows. */
export class Room {
  /** @type {Message[]} The newest, in order, without a hole, and some thousands at most. One that changes becomes another object. */
  messages = [];
  /** Whether a page of history was read; the cursor of what is before it, where there is more. */
  loaded = false;
  older = null;
  unread = 0;
  /** Up to where oneself has read, or spoke last, and up to where each of the others has read, and got, what was said. */
  read = 0;
  answered = 0;
  reads = new Map();
  delivered = new Map();
  /** Who is writing, with the timer that ends it. */
  typing = new Map();
  /** Up to here all was taken in; null where the first push will say where to begin. */
  sequence;
  /** Up to here all was received, said to be, and counted by the server. */
  seen = 0;
  told = { read: 0, deliver: 0 };
  #counted = 0;
  #asking = 0;
  #meanwhile = [];

  constructor(id, me, sequence = null) {
    Object.assign(this, { id, me, sequence });
  }

  get last() {
    return this.messages.at(-1);
  }

  describe({ unread, read, last_message: last, ...description }) {
    for (const key of DESCRIBED) if (key in description) this[key] = description[key];
    if (this.sequence === null) Object.assign(this, { unread: unread ?? this.unread, read: read ?? this.read });
    if (!last || this.last) return;
    this.merge([last]);
    this.older = String(last.sequence);
  }

  /** Takes in a push with a sequence where it is `new`; it can also be `known`, or come after a `gap`. */
  apply(push) {
    this.sequence ??= push.sequence - 1;
    if (push.sequence !== this.sequence + 1) return push.sequence <= this.sequence ? 'known' : 'gap';
    this.sequence = push.sequence;
    if (this.#asking) this.#meanwhile.push(push);
    this.#change(push);
    if (push.type !== 'sent') return 'new';
    if (this.messages.length > MOST_KEPT) this.older = String(this.messages.splice(0, MOST_KEPT / 2).at(-1).sequence + 1);
    this.endTyping(push.message.from);
    const mine = push.message.from === this.me;
    if (mine) this.answered = push.sequence;
    if (push.sequence > this.#counted) this.unread = mine ? 0 : this.unread + 1;
    return 'new';
  }

  /** Takes in what `resume` said of the room; tells whether its messages are void, because not all that was missed follows. */
  resumed({ head, unread, own_read: read = 0, read: reads = {}, delivered = {}, recovered, carried }) {
    this.carried = carried;
    if (!recovered) {
      Object.assign(this, { messages: [], loaded: false, older: null, sequence: carried === false ? null : head });
      Object.assign(this, { reads: new Map(), delivered: new Map(), told: { read: 0, deliver: 0 }, seen: 0 });
      Object.assign(this, { read: Math.min(this.read, head), answered: Math.min(this.answered, head) });
    }
    for (const [username, sequence] of Object.entries(delivered)) this.receive({ type: 'delivered', username, sequence });
    for (const [username, sequence] of Object.entries(reads)) this.receive({ type: 'read', username, sequence });
    const readFurther = recovered && this.read > read;
    this.receive({ type: 'read', username: this.me, sequence: read });
    // Where more was read here than the server was told, the count goes on from what was counted here.
    this.#counted = readFurther ? this.sequence : head;
    if (!readFurther) this.unread = unread;
    return !recovered;
  }

  /** Takes in a receipt. */
  receive({ type, username, sequence }) {
    const raise = (map) => map.set(username, Math.max(sequence, map.get(username) ?? 0));
    if (username !== this.me) raise(this.delivered);
    if (type !== 'read') return;
    if (username !== this.me) return raise(this.reads);
    this.markRead(sequence);
    this.told.read = Math.max(this.told.read, sequence);
  }

  /** Moves one's own read position forward; tells whether it moved. */
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

  /** Does the asking for a page of history; what is pushed meanwhile is applied on top of what `merge` takes in. */
  async asking(ask) {
    this.#asking += 1;
    try {
      await ask();
    } finally {
      this.#asking -= 1;
      if (!this.#asking) this.#meanwhile = [];
    }
  }

  /** Takes in messages that touch those that are here. */
  merge(messages) {
    for (const message of messages) this.#put(message);
    for (const push of this.#meanwhile) this.#change(push);
  }

  #put(message) {
    const before = this.messages.findLastIndex((other) => other.sequence <= message.sequence);
    const known = this.messages[before]?.sequence === message.sequence;
    this.messages.splice(known ? before : before + 1, known ? 1 : 0, { reactions: [], ...message });
  }

  #change({ type, sequence, message: target, text, at, by, reaction }) {
    const place = this.messages.findIndex((message) => message.sequence === (type === 'sent' ? sequence : target));
    const message = this.messages[place];
    if (type === 'sent' && !message) this.#put({ ...target, sequence });
    // A page of history may know more than what has been pushed yet.
    if (!message || message.deleted || message.edited > at) return;
    const { text: said, image_path: image, ...bare } = message;
    if (type === 'edited') this.messages[place] = { ...message, text, edited: at };
    if (type === 'deleted') this.messages[place] = { ...bare, deleted: true, reactions: [] };
    if (type !== 'reacted' && type !== 'unreacted') return;
    const others = message.reactions.filter((one) => one.reaction !== reaction);
    const one = message.reactions.find((one) => one.reaction === reaction) ?? { reaction, count: 0, usernames: [] };
    if (one.usernames.includes(by) === (type === 'reacted')) return;
    const count = one.count + (type === 'reacted' ? 1 : -1);
    const usernames = type === 'reacted' ? [...one.usernames, by] : one.usernames.filter((name) => name !== by);
    this.messages[place] = { ...message, reactions: count ? [...others, { reaction, count, usernames }] : others };
  }
}

/** What a person wrote, in the order of writing. Each draft has its own entry in the storage, as several windows share it. */
export class Outbox {
  /** @type {Draft[]} */
  drafts = [];

  constructor(storage, user) {
    this.storage = storage;
    this.prefix = `chatter.draft:${encodeURIComponent(user)}:`;
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage.key(index));
    this.drafts = keys.filter((key) => key.startsWith(this.prefix)).map((key) => JSON.parse(storage.getItem(key)));
    this.drafts.sort((one, other) => one.at - other.at);
  }

  add(content) {
    const at = Math.max(Date.now(), (this.drafts.at(-1)?.at ?? 0) + 1);
    const draft = { ...content, client_id: clientId(), at, created: new Date(at).toISOString(), state: 'pending' };
    this.keep(draft);
    this.drafts.push(draft);
    return draft;
  }

  find(clientId) {
    return this.drafts.find((draft) => draft.client_id === clientId);
  }

  keep(draft) {
    this.storage?.setItem(this.prefix + draft.client_id, JSON.stringify(draft));
  }

  /** Need not outlive the page any more. */
  release(draft) {
    this.storage?.removeItem(this.prefix + draft.client_id);
  }

  drop(dropped) {
    this.release(dropped);
    this.drafts = this.drafts.filter((draft) => draft !== dropped);
  }
}

export class Chatter extends EventTarget {
  /** @type {'stopped' | 'connecting' | 'open' | 'waiting'} */
  state = 'stopped';
  /** @type {Map<string, Room>} Those the user belongs to, by id; `known` once the server has listed them. */
  rooms = new Map();
  known = false;
  /** @type {Map<string, {username: string, active: boolean, last_seen?: string}>} Of those who are watched. */
  presence = new Map();
  /** What the server allows: text, frame, rooms, recover. */
  limits = {};
  #options;
  #outbox;
  #listening;
  #socket = null;
  #attempt = 0;
  #failures = 0;
  #openedAt = 0;
  #timer = 0;
  #silence = 0;
  #heartbeat = 25;
  #goodbye = 0;
  #epoch = 'none';
  #lastId = 0;
  #requests = new Map();
  #underWay = new Set();
  #paying = 0;
  #typed = new Map();
  #watched = new Set();
  #changing = false;

  /**
   * @param {object} options
   * @param {string | URL} [options.url] of the socket; `/ws` of the page's own origin where it is not given
   * @param {string} options.user whose tokens these are. What he wrote and an earlier page could not send is sent by this one
   * @param {() => Promise<string>} options.token gets a one-time token; asked for every attempt. An error with `final: true` stops
   *     the client, one with `retryAfter` (seconds) puts off the next attempt
   * @param {Storage | null} [options.storage] keeps what is not sent yet; null for the memory of the page alone
   * @param {typeof WebSocket} [options.WebSocket] another way to open sockets
   */
  constructor({ url = '/ws', user, token, storage = globalThis.localStorage, WebSocket = globalThis.WebSocket }) {
    super();
    this.user = user;
    this.#options = { url, token, WebSocket };
    this.#outbox = new Outbox(storage, user);
  }

  /** Connects, and stays connected until `stop` or until the server says not to come back. */
  start() {
    if (this.state !== 'stopped') return;
    this.#listening = new AbortController();
    const look = () => document.visibilityState === 'visible' && this.retryNow();
    for (const [target, type] of [[window, 'online'], [window, 'offline'], [document, 'visibilitychange']]) {
      target.addEventListener(type, look, { signal: this.#listening.signal });
    }
    this.#connect();
  }

  /** Ends the connection. What was not sent stays for the next start. */
  stop() {
    this.#lost({ code: 1000, stop: true });
  }

  /** Connects at once where it waits to; where it is connected, sees whether the server is still there. */
  retryNow() {
    if (this.state === 'waiting') this.#connect();
    else if (this.state === 'open') this.#probe();
  }

  /** @returns {Draft[]} in the order of writing */
  get drafts() {
    return this.#outbox.drafts;
  }

  /** @returns {Room | undefined} the room of the two, where there is one */
  direct(username) {
    return [...this.rooms.values()].find((room) => room.visibility === 'direct' && room.with === username);
  }

  /**
   * Says something in a room, or to a user. It is stored before anything is sent, and goes out when there is a connection, after
   * what was written there before it.
   *
   * @param {{room?: string, to?: string, text?: string, image_path?: string, reply_to?: number}} content
   * @returns {Draft}
   * @throws {DOMException} where the storage is full; then nothing is sent
   */
  send({ room, to, text, image_path, reply_to }) {
    const draft = this.#outbox.add({ room, to, text, image_path, reply_to });
    clearTimeout(this.#typed.get(room ?? to)?.timer);
    this.#typed.delete(room ?? to);
    this.#drafted(draft);
    this.#flush();
    return draft;
  }

  /** Sends a failed draft again, as the same, should it have arrived after all. */
  again(clientId) {
    const draft = this.#outbox.find(clientId);
    if (draft?.state !== 'failed') return;
    Object.assign(draft, { state: 'pending', tries: 0, error: undefined });
    this.#outbox.keep(draft);
    this.#drafted(draft);
    this.#flush();
  }

  /** Gives up a draft that is not under way; tells whether it did. */
  discard(clientId) {
    const draft = this.#outbox.find(clientId);
    if (!draft || draft.state === 'sent' || this.#underWay.has(clientId)) return false;
    this.#outbox.drop(draft);
    this.#changed();
    return true;
  }

  /**
   * Asks the server for something: `join`, `create_room`, …. Without a connection it waits for one, and is asked again where one
   * is lost meanwhile; where that would not be the same, it is refused as `disconnected`.
   *
   * @returns {Promise<object>} the answer
   * @throws {ChatterError} the refusal; `timeout` after 15 s
   */
  request(type, fields = {}) {
    const now = this.state === 'open';
    return new Promise((resolve, reject) => this.#ask(type, fields, now, (error, reply) => (error ? reject(error) : resolve(reply))));
  }

  edit(room, sequence, text) {
    return this.request('edit', { room, sequence, text, client_id: clientId() });
  }

  delete(room, sequence) {
    return this.request('delete', { room, sequence, client_id: clientId() });
  }

  react(room, sequence, reaction, given = true) {
    return this.request(given ? 'react' : 'unreact', { room, sequence, reaction });
  }

  /** @returns {Promise<{username: string, role: string}[]>} all of them */
  members(room) {
    return this.#pages('members', { room });
  }

  /**
   * Finds public rooms that the user may join, by the beginning of their names, in the order of these.
   *
   * @param {{prefix?: string, after?: string, limit?: number}} [fields] `after` is that of the page before
   * @returns {Promise<{items: {room: string, name: string, members: number, joined?: true, data?: object}[], after?: string}>}
   */
  joinable(fields = {}) {
    return this.request('joinable', fields);
  }

  /** Reads the newest page of a room. */
  async load(room, limit = 100) {
    await room.asking(async () => {
      const page = await this.request('history', { room: room.id, limit });
      room.merge(page.items);
      if (page.items[0]?.sequence === room.messages[0]?.sequence) room.older = page.before ?? null;
      room.loaded = true;
    });
    room.seen = Math.max(room.seen, room.last?.sequence ?? 0);
    this.#payLater();
    this.#changed();
  }

  /** Reads the page before the messages of a room. */
  async loadOlder(room, limit = 100) {
    const before = room.older;
    await room.asking(async () => {
      const page = await this.request('history', { room: room.id, before, limit });
      if (room.older !== before) return;
      room.merge(page.items);
      room.older = page.before ?? null;
    });
    this.#changed();
  }

  /** Has read a room up to a sequence, or all of it. (That something was delivered is said by itself.) */
  read(room, sequence = room.last?.sequence ?? 0) {
    if (!room.markRead(sequence)) return;
    this.#payLater();
    this.#changed();
  }

  /** Is writing there, or no longer. May be called for every key, and ends by itself. */
  typing({ room, to }, active = true) {
    const place = room ?? to;
    const typed = this.#typed.get(place);
    const news = active ? !(Date.now() - typed?.at < TYPING_EVERY) : Boolean(typed);
    clearTimeout(typed?.timer);
    this.#typed.delete(place);
    if (news && this.state === 'open') this.#socket.send(JSON.stringify({ type: 'typing', room, to, active }));
    if (!active) return;
    const timer = setTimeout(() => this.typing({ room, to }, false), 1.5 * TYPING_EVERY);
    this.#typed.set(place, { at: news ? Date.now() : typed.at, timer });
  }

  /** Wants to know who of them is here, on this connection and those that follow. */
  async watch(usernames) {
    for (const username of usernames) this.#watched.add(username);
    if (this.state !== 'open') return;
    const { items } = await this.request('watch', { usernames: [...usernames] });
    for (const item of items) this.presence.set(item.username, item);
    this.#changed();
  }

  async unwatch(usernames) {
    for (const username of usernames) this.#watched.delete(username);
    if (this.state === 'open') await this.request('unwatch', { usernames: [...usernames] });
  }

  async #connect() {
    const attempt = ++this.#attempt;
    const current = (take) => (event) => attempt === this.#attempt && take(event);
    const { url, token, WebSocket } = this.#options;
    this.#goodbye = 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost({ reason: 'The server does not answer' }), ANSWER_WITHIN);
    this.#become('connecting');
    try {
      const address = new URL(url, document.baseURI);
      address.protocol = address.protocol.replace('http', 'ws');
      address.searchParams.set('token', await token());
      if (attempt !== this.#attempt) return;
      const socket = new WebSocket(address, 'chatter.v2');
      socket.onopen = current(() => this.#resume());
      socket.onmessage = current(({ data }) => this.#take(JSON.parse(data)));
      socket.onclose = current((close) => this.#lost(close));
      this.#socket = socket;
    } catch (error) {
      if (attempt === this.#attempt) this.#lost({ reason: error.message, atLeast: error.retryAfter, stop: error.final });
    }
  }

  /** The first frame: until it is answered the server holds back what is new, so that nothing falls between. */
  #resume() {
    if (this.#socket.protocol !== 'chatter.v2') return this.#lost({ reason: 'The server does not speak chatter.v2', stop: true });
    const rooms = Object.fromEntries([...this.rooms].map(([id, room]) => [id, room.sequence ?? 0]));
    this.#ask('resume', { epoch: this.#epoch, rooms }, true, (error, reply) => {
      if (!error) return this.#resumed(reply);
      // What the server does not want to hear now it would not want to hear the next time: everything is read anew.
      if (!error.passes) this.rooms.clear();
      if (error.code !== 'disconnected') this.#lost({ reason: error.message, atLeast: error.retryAfter });
    });
  }

  #resumed({ epoch, rooms }) {
    clearTimeout(this.#timer);
    this.#epoch = epoch;
    this.#openedAt = Date.now();
    this.#become('open');
    for (const [id, told] of Object.entries(rooms)) {
      if (told.removed) this.rooms.delete(id);
      else this.#goOn(this.#room(id), told);
    }
    for (const request of [...this.#requests.values()]) if (!request.sent) this.#transmit(request);
    if (!this.known || [...this.rooms.values()].some((room) => !room.visibility)) this.#list();
    if (this.#watched.size) this.watch(this.#watched).catch((error) => this.#tell('problem', { error }));
    this.#payLater();
    this.#flush();
  }

  #goOn(room, told) {
    const { sequence: after, loaded } = room;
    if (!room.resumed(told)) return;
    const passed = this.drafts.filter((draft) => draft.room === room.id && draft.state === 'sent' && draft.sequence <= told.head);
    for (const draft of passed) this.#outbox.drop(draft);
    if (after !== null || loaded) this.#tell('gap', { room, after, head: told.head });
    // The list tells again what was said last where no page does.
    if (loaded) this.load(room).catch((error) => this.#tell('problem', { error }));
    else this.known = false;
  }

  async #list() {
    if (this.state === 'stopped') return;
    const before = new Map([...this.rooms].map(([id, room]) => [id, room.sequence]));
    try {
      for (const item of await this.#pages('rooms')) {
        const room = this.#room(item.room);
        // Where something happened since the question, the last message may not be the last, nor be as it was.
        const still = (before.get(room.id) ?? null) === room.sequence;
        room.describe(still ? item : { ...item, last_message: undefined });
      }
      this.known = true;
      this.#changed();
    } catch (error) {
      if (error.passes) setTimeout(() => this.#list(), LONG_WAIT);
      this.#tell('problem', { error });
    }
  }

  async #pages(type, fields) {
    const items = [];
    let page = {};
    do {
      page = await this.request(type, { ...fields, after: page.after });
      items.push(...page.items);
    } while (page.after);
    return items;
  }

  #lost({ code = 1006, reason = '', atLeast = 0, stop = false }) {
    if (this.state === 'stopped') return;
    this.#attempt += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#socket?.close();
    this.#socket = null;
    if (this.state === 'open' && Date.now() - this.#openedAt > STEADY) this.#failures = 0;
    const pause = stop ? null : comeBackAfter(code, this.#failures++, Math.max(atLeast, this.#goodbye) * 1000);
    for (const room of this.rooms.values()) for (const username of [...room.typing.keys()]) room.endTyping(username);
    if (pause !== null) this.#timer = setTimeout(() => this.#connect(), pause);
    else this.#listening.abort();
    this.#become(pause === null ? 'stopped' : 'waiting', { code, reason, retryAt: Date.now() + pause });
    this.#leftOpen(code);
  }

  /** What becomes of the requests of a connection that is gone. */
  #leftOpen(code) {
    const requests = [...this.#requests.values()].sort((one, other) => other.frame.length - one.frame.length);
    if (this.state === 'stopped') for (const { done } of requests) done(new ChatterError({ code: 'stopped' }));
    else if (code === 1009) requests.find(({ sent }) => sent)?.done(tooLarge());
    for (const request of requests) {
      if (request.sent && ONCE.has(request.type)) request.done(new ChatterError({ code: 'disconnected' }));
      request.sent = false;
    }
  }

  #ask(type, fields, now, answered) {
    const id = String(++this.#lastId);
    const done = (error, reply) => {
      clearTimeout(timer);
      if (this.#requests.delete(id)) answered(error, reply);
    };
    const timer = setTimeout(() => done(new ChatterError({ code: 'timeout', message: 'No answer in time' })), ANSWER_WITHIN);
    const request = { type, frame: JSON.stringify({ ...fields, type, id }), sent: false, done };
    this.#requests.set(id, request);
    if (now) this.#transmit(request);
    else if (this.state === 'stopped') done(new ChatterError({ code: 'stopped' }));
  }

  #transmit(request) {
    if (new TextEncoder().encode(request.frame).length > this.limits.frame) return request.done(tooLarge());
    request.sent = true;
    this.#socket.send(request.frame);
  }

  #take(frame) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#probe(), this.#heartbeat * 1000);
    if (frame.type === 'ok') this.#requests.get(frame.id)?.done(null, frame);
    else if (frame.type !== 'error') this.#pushed(frame);
    else if (frame.id !== undefined) this.#requests.get(frame.id)?.done(new ChatterError(frame.error));
    else this.#tell('problem', { error: new ChatterError(frame.error) });
  }

  /** A socket does not tell that its other end vanished; an answer, or any frame within a while, tells that it did not. */
  #probe() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost({ code: 4001, reason: 'The server fell silent' }), SILENT_FOR);
    this.#socket.send(JSON.stringify({ type: 'ping', id: String(++this.#lastId) }));
  }

  #pushed(frame) {
    const { type, username } = frame;
    const room = this.rooms.get(frame.room);
    if (NUMBERED.has(type)) {
      if (!this.#happened(frame)) return;
    } else if (type === 'welcome') {
      this.limits = frame.limits;
      this.#heartbeat = frame.heartbeat;
      if (frame.user.username !== this.user) return this.#lost({ reason: `The token is for ${frame.user.username}`, stop: true });
    } else if (type === 'goodbye') {
      this.#goodbye = frame.reconnect_after;
    } else if (type === 'presence') {
      this.presence.set(username, frame);
    } else if (type === 'room_added') {
      this.#room(frame.room).describe(frame);
    } else if (type === 'room_removed') {
      this.rooms.delete(frame.room);
    } else if (type === 'typing') {
      room?.endTyping(username);
      const end = () => room.endTyping(username) && this.#changed();
      if (frame.active) room?.typing.set(username, setTimeout(end, TYPING_ENDS));
    } else if (type === 'delivered' || type === 'read') {
      room?.receive(frame);
    }
    this.#tell(type, frame);
    this.#changed();
  }

  /** Takes in what has a sequence; tells whether it was news. A gap is healed by what heals a lost connection. */
  #happened(frame) {
    // A room of two is heard of by what is said in it first, any other by `room_added`.
    const room = this.#room(frame.room, 0);
    const fate = room.apply(frame);
    if (fate === 'gap') this.#lost({ code: 4000, reason: `Something is missing before ${frame.sequence} in ${room.id}` });
    if (fate !== 'new' || frame.type !== 'sent') return fate === 'new';
    const { from, client_id: id } = frame.message;
    const draft = from === this.user ? this.#outbox.find(id) : undefined;
    if (draft) this.#outbox.drop(draft);
    if (!room.visibility) this.#meet(room, draft ? draft.to : from);
    if (from === this.user) return true;
    room.seen = frame.sequence;
    this.#payLater();
    return true;
  }

  /** Learns whose direct room this is. */
  #meet(room, username) {
    if (username && username !== this.user) room.describe({ visibility: 'direct', with: username });
    else this.#list();
  }

  #room(id, sequence = null) {
    if (!this.rooms.has(id)) this.rooms.set(id, new Room(id, this.user, sequence));
    return this.rooms.get(id);
  }

  /** Sends what waits: one after the other in a room, so that the order of writing is the order of the room. */
  #flush() {
    if (this.state !== 'open') return;
    const busy = new Set();
    for (const draft of this.drafts.filter(({ state }) => state === 'pending')) {
      const place = draft.room ?? this.direct(draft.to)?.id ?? `to ${draft.to}`;
      if (!busy.has(place) && !this.#underWay.has(draft.client_id)) this.#post(draft);
      busy.add(place);
    }
  }

  async #post(draft) {
    const { client_id, room, to, text, image_path, reply_to } = draft;
    this.#underWay.add(client_id);
    try {
      this.#confirmed(draft, await this.request('send', { client_id, room, to, text, image_path, reply_to }));
    } catch (error) {
      if (!(error instanceof ChatterError)) throw error;
      if (error.code !== 'disconnected' && error.code !== 'stopped') await this.#refused(draft, error);
    } finally {
      this.#underWay.delete(client_id);
      this.#flush();
    }
  }

  /** The event is there or will come; only of a room that is not carried the answer is all there is. */
  #confirmed(draft, { room: id, message }) {
    if (!this.drafts.includes(draft)) return;
    const room = this.#room(id, 0);
    if (!room.visibility) this.#meet(room, draft.to);
    Object.assign(draft, { state: 'sent', room: id, sequence: message.sequence });
    this.#outbox.release(draft);
    if (room.carried === false) room.merge([message]);
    if (room.carried === false || message.sequence <= room.sequence) this.#outbox.drop(draft);
    this.#drafted(draft);
  }

  /** Waits where trying again may help, and gives up where it does not. */
  async #refused(draft, error) {
    draft.tries = (draft.tries ?? 0) + 1;
    if (error.passes) {
      await new Promise((done) => setTimeout(done, comeBackAfter(0, draft.tries, (error.retryAfter ?? 0) * 1000)));
    } else if (this.drafts.includes(draft)) {
      Object.assign(draft, { state: 'failed', error: { code: error.code, message: error.message } });
      this.#outbox.keep(draft);
      this.#drafted(draft);
    }
  }

  #payLater(wait = 0) {
    this.#paying ||= setTimeout(() => this.#pay(), RECEIPTS_AFTER + wait);
  }

  /** Says what was received and read, once for many messages. */
  #pay() {
    this.#paying = 0;
    if (this.state !== 'open') return;
    for (const room of this.rooms.values()) {
      const { told, read, seen } = room;
      const owed = { read: read > told.read && read, deliver: seen > Math.max(read, told.deliver) && seen };
      for (const [type, sequence] of Object.entries(owed).filter(([, owes]) => owes)) {
        told[type] = sequence;
        this.request(type, { room: room.id, sequence }).catch((error) => {
          if (!error.passes) return this.#tell('problem', { error });
          told[type] = 0;
          this.#payLater((error.retryAfter ?? 0) * 1000 + LONG_WAIT);
        });
      }
    }
  }

  #drafted(draft) {
    this.#tell('draft', { draft });
    this.#changed();
  }

  #become(state, more = {}) {
    this.state = state;
    this.#tell('state', { state, ...more });
    this.#changed();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #changed() {
    if (this.#changing) return;
    this.#changing = true;
    queueMicrotask(() => {
      this.#changing = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}

const tooLarge = () => new ChatterError({ code: 'too_large', message: 'This is too large for the server' });

/** Browsers have randomUUID for pages of a secure origin only. */
function clientId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
