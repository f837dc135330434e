import { socketAddress } from './address.js';
import { Connection } from './connection.js';
import { ChatterError } from './errors.js';
import { clientId, Outbox, pageStorage } from './outbox.js';
import { Listing } from './listing.js';
import { Pushes } from './pushes.js';
import { Receipts } from './receipts.js';
import { Requests } from './requests.js';
import { Rooms } from './rooms.js';
import { Sender } from './sender.js';
import { Typing } from './typing.js';
import { Watching } from './watching.js';

/**
 * Facade of the client: holds the state that an app shows, and carries out what the user does. The work is done by its parts.
 */
export class Chatter extends EventTarget {
  #connection;
  #requests;
  #rooms;
  #pushes;
  #listing;
  #outbox;
  #sender;
  #receipts;
  #typing;
  #watching;
  #listening;
  #limits = {};
  #isChanging = false;

  /**
   * @param {object} options
   * @param {string | URL} [options.url] of the socket; `/ws` of the page's own origin where it is not given. Where there is no
   *     page it must be absolute
   * @param {string} options.user the username that the tokens are for. Drafts that an earlier page could not send are sent by this one
   * @param {() => Promise<string>} options.token gets a one-time token; asked for every attempt. An error with `final: true` stops
   *     the client, one with `retryAfter` (seconds) puts off the next attempt
   * @param {Storage | null} [options.storage] keeps what is not sent yet; null for the memory of the page alone
   * @param {number} [options.holdAfter] milliseconds after which what was not sent is `held` until `again`; a day
   * @param {typeof WebSocket} [options.WebSocket] another way to open sockets
   * @throws {TypeError} where it cannot work with these
   */
  constructor({ url = '/ws', user, token, storage = pageStorage(), holdAfter, WebSocket = globalThis.WebSocket }) {
    super();
    if (typeof user !== 'string' || !user) throw new TypeError('user must be a username');
    if (typeof token !== 'function') throw new TypeError('token must be a function that gets a token');
    if (typeof WebSocket !== 'function') throw new TypeError('There is no WebSocket here: give one as an option');
    this.user = user;
    const changed = () => this.#changed();
    const problem = (error) => this.#tell('problem', { error });
    const tell = (type, detail) => this.#tell(type, detail);
    const lost = (why) => this.#connection.lost(why);
    this.#connection = new Connection({ address: socketAddress(url), token, WebSocket }, {
      state: (state, more) => this.#became(state, more),
      ready: () => this.#rooms.resume(this.#requests, () => this.#limits),
      frame: (frame) => this.#take(frame),
      lost: (code) => this.#lost(code),
      isWaiting: () => !this.#requests.isEmpty,
      ping: () => this.#requests.ping(),
    });
    this.#requests = new Requests(this.#connection, () => this.#limits);
    this.#outbox = new Outbox(storage, user, { holdAfter, problem });
    this.#sender = new Sender(this, this.#outbox, {
      drafted: (draft) => this.#drafted(draft),
      confirmed: (draft, reply) => this.#confirmed(draft, reply),
      settle: (draft) => this.#rooms.settle(draft),
      changed,
    });
    this.#receipts = new Receipts(this, problem);
    this.#typing = new Typing(this, { say: (fields) => this.#connection.send(JSON.stringify({ type: 'typing', ...fields })), changed });
    this.#watching = new Watching(this, { changed, problem });
    this.#listing = new Listing(this, { room: (id) => this.#rooms.room(id), changed, problem });
    this.#rooms = new Rooms(this, this.#outbox, { opened: () => this.#opened(), lost, tell, changed, problem, listing: this.#listing });
    this.#pushes = new Pushes(this, { rooms: this.#rooms, outbox: this.#outbox, typing: this.#typing, watching: this.#watching },
      { welcomed: (welcome) => this.#welcomed(welcome), goodbye: (seconds) => (this.#connection.goodbye = seconds), lost, tell,
        arrived: () => this.#receipts.payLater(), met: () => this.#listing.ask(), changed });
  }

  /** @returns {'stopped' | 'connecting' | 'open' | 'waiting'} */
  get state() {
    return this.#connection.state;
  }

  /** @returns {Map<string, Room>} Those the user belongs to, by id; `known` once the server has listed them. */
  get rooms() {
    return this.#rooms.all;
  }

  get known() {
    return this.#listing.known;
  }

  /** @returns {Map<string, {username: string, active: boolean, last_seen?: string}>} presence of the watched users */
  get presence() {
    return this.#watching.presence;
  }

  /** Limits of the server: text, frame, rooms, recover, resume. */
  get limits() {
    return this.#limits;
  }

  /** @returns {Draft[]} in the order of writing */
  get drafts() {
    return this.#outbox.drafts;
  }

  /** Connects, and stays connected until `stop` or until the server says not to come back. */
  start() {
    if (this.state !== 'stopped') return;
    this.#listening = new AbortController();
    globalThis.addEventListener?.('storage', (event) => this.#sender.heard(event), { signal: this.#listening.signal });
    this.#sender.sync();
    this.#connection.start();
  }

  /** Ends the connection. What was not sent stays for the next start. */
  stop() {
    this.#connection.lost({ code: 1000, stop: true });
  }

  /**
   * Connects now where it waits to, unless the server asked to be left alone until later; where it is connected, sees whether
   * the server is still there.
   */
  retryNow() {
    this.#connection.retry();
  }

  /** @returns {Room | undefined} the room of the two, where there is one */
  direct(username) {
    return this.#rooms.direct(username);
  }

  /**
   * Sends a message to a room or a user. It is stored before anything is sent, and goes out once there is a connection, after
   * earlier messages to the same room or user. If the storage fails it is kept in memory, and `problem` is dispatched.
   *
   * @param {{room?: string, to?: string, text?: string, image_path?: string, reply_to?: number}} content
   * @returns {Draft}
   */
  send({ room, to, text, image_path, reply_to }) {
    const draft = this.#outbox.add({ room, to, text, image_path, reply_to });
    this.#typing.forget(room ?? to);
    this.#drafted(draft);
    this.#sender.flush();
    return draft;
  }

  /** Sends a draft that failed or is held, as the same, should it have arrived after all. */
  again(clientId) {
    this.#sender.again(this.#outbox.find(clientId));
  }

  /** Gives up a draft that no window is sending; tells whether it did. Once it did, no window sends it. */
  discard(clientId) {
    return this.#sender.discard(this.#outbox.find(clientId));
  }

  /**
   * Asks the server for something: `join`, `create_room`, …. Without a connection it waits for one, and is asked again where one
   * is lost meanwhile; where that would not be the same, it is refused as `disconnected`.
   *
   * @returns {Promise<object>} the answer
   * @throws {ChatterError} the refusal; `timeout` after 15 s without a connection, or once what was asked later is answered
   */
  request(type, fields = {}) {
    const atOnce = this.state === 'open';
    return new Promise((resolve, reject) => {
      this.#requests.ask(type, fields, atOnce, (error, reply) => (error ? reject(error) : resolve(reply)));
    });
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
  async members(room) {
    const members = [];
    await this.#listing.pages('members', { room }, (items) => members.push(...items));
    return members;
  }

  /** Reads a page of the public rooms that the user may join, with names that begin with `prefix`, ordered by name. */
  joinable(fields = {}) {
    return this.request('joinable', fields);
  }

  /** Reads the newest page of a room. */
  async load(room, limit = 100) {
    await this.#rooms.load(room, limit);
    this.#receipts.payLater();
    this.#changed();
  }

  /** Reads the page before the messages of a room. */
  async loadOlder(room, limit = 100) {
    await this.#rooms.loadOlder(room, limit);
    this.#changed();
  }

  /** Marks a room as read up to a sequence, or all of it. (Delivery is acknowledged automatically.) */
  read(room, sequence = room.last?.sequence ?? 0) {
    if (!room.markRead(sequence)) return;
    this.#receipts.payLater();
    this.#changed();
  }

  /** Is writing there, or no longer. May be called for every key, and ends by itself. */
  typing({ room, to }, active = true) {
    this.#typing.set({ room, to }, active);
  }

  /**
   * Watches the presence of users, on this connection and those that follow.
   *
   * @throws {ChatterError} the first refusal, with the `usernames` that were refused; all others are watched
   */
  watch(usernames) {
    return this.#watching.watch(usernames);
  }

  unwatch(usernames) {
    return this.#watching.unwatch(usernames);
  }

  #take(frame) {
    if (frame.type === 'ok' || (frame.type === 'error' && frame.id !== undefined)) this.#requests.answer(frame);
    else if (frame.type === 'error') this.#tell('problem', { error: new ChatterError(frame.error) });
    else this.#pushes.take(frame);
  }

  #welcomed({ limits, heartbeat, user }) {
    this.#limits = limits;
    this.#connection.heartbeat = heartbeat;
    if (user.username === this.user) return true;
    this.#connection.lost({ reason: `The token is for ${user.username}`, stop: true });
    return false;
  }

  /** Starts the work of an open connection, once all rooms are resumed. */
  #opened() {
    this.#connection.opened();
    this.#requests.transmit();
    this.#listing.ask();
    this.#watching.opened();
    this.#receipts.payLater();
    this.#sender.sync();
    this.#sender.flush();
  }

  #lost(code) {
    this.#rooms.lost();
    this.#typing.lost();
    this.#requests.lost(code);
    this.#watching.lost();
    if (this.state !== 'stopped') return;
    this.#listening.abort();
    this.#typing.stop();
    this.#receipts.stop();
  }

  /** Takes the answer to a message that was sent. */
  #confirmed(draft, { room: id, message }) {
    this.#rooms.confirmed(draft, id, message);
    this.#drafted(draft);
  }

  #drafted(draft) {
    this.#tell('draft', { draft });
    this.#changed();
  }

  #became(state, more) {
    this.#tell('state', { state, ...more });
    this.#changed();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #changed() {
    if (this.#isChanging) return;
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}
