import { comeBackAfter, leastPause } from './backoff.js';
import { reasonOf } from './errors.js';
import { fromSeconds, now } from './time.js';

/** Milliseconds to wait for a token, for a socket to open and for its first frame, each. */
const ANSWERS_WITHIN = 15_000;
/** Milliseconds from a ping until the server counts as gone if no byte arrives. */
const SILENT_FOR = 10_000;
/** Milliseconds after which a connection was none that failed. */
const STEADY = 10_000;

/** One socket after the other, with a new token each, until it is stopped: which is open, when the next one is tried. */
export class Connection {
  /** @type {'stopped' | 'connecting' | 'open' | 'waiting'} */
  state = 'stopped';
  /** Seconds between the server's pings, and seconds to wait before the next connection, as sent by the server. */
  heartbeat = 25;
  goodbye = 0;
  /** Time of the last frame, on the clock of `now`. */
  heardAt = 0;
  #options;
  #on;
  #socket = null;
  #listening;
  #attempt = 0;
  #prompted = false;
  #failures = 0;
  #notBefore = 0;
  #openedAt = 0;
  #timer = 0;
  #silence = 0;

  /**
   * @param {{address: URL, token: () => Promise<string>, WebSocket: typeof WebSocket}} options
   * @param on what it tells: `state(state, more)`, `ready()` when a socket may be spoken on, `frame(frame)`, `lost(code)`; and
   *     asks: `isWaiting()`, whether an answer is under way, and `ping()`, to send one
   */
  constructor(options, on) {
    this.#options = options;
    this.#on = on;
  }

  start() {
    if (this.state !== 'stopped') return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const isVisible = () => globalThis.document?.visibilityState !== 'hidden';
    // Of these a page has all, a worker the first two, and Node none.
    globalThis.addEventListener?.('online', () => isVisible() && this.retry(), { signal });
    globalThis.addEventListener?.('offline', () => this.state === 'open' && this.probe(), { signal });
    globalThis.document?.addEventListener('visibilitychange', () => isVisible() && this.retry(), { signal });
    this.#connect();
  }

  /**
   * Connects at once where it waits to, but not before the server wants it; where it is connected, sees whether the server is
   * still there. However often it is called, the pauses do not grow by it.
   */
  retry() {
    if (this.state === 'open') this.probe();
    else if (this.state === 'waiting' && now() >= this.#notBefore) this.#connect(true);
  }

  send(text) {
    this.#socket.send(text);
  }

  /** The server has answered what it was asked first. */
  opened() {
    this.#openedAt = now();
    this.#become('open');
  }

  async #connect(prompted = false) {
    const attempt = ++this.#attempt;
    const current = (take) => (event) => attempt === this.#attempt && take(event);
    this.#prompted = prompted;
    this.goodbye = 0;
    this.#expect('There is no token in time');
    this.#become('connecting');
    if (attempt !== this.#attempt) return;
    try {
      const { address, token, WebSocket } = this.#options;
      const given = await token();
      if (attempt !== this.#attempt) return;
      if (!given) throw new Error('There is no token');
      const withToken = new URL(address);
      withToken.searchParams.set('token', given);
      this.#expect('The server does not answer');
      const socket = new WebSocket(withToken.href, 'chatter.v2');
      socket.onopen = current(() => this.#ready());
      socket.onmessage = current(({ data }) => this.#heard(data));
      socket.onclose = current((close) => this.lost(close));
      // `close` reports the failure; without an error listener some sockets of Node end the program.
      socket.onerror = () => {};
      this.#socket = socket;
    } catch (error) {
      if (attempt === this.#attempt) this.lost({ reason: reasonOf(error), atLeast: error?.retryAfter, stop: error?.final === true });
    }
  }

  #ready() {
    if (this.#socket.protocol !== 'chatter.v2') return this.lost({ reason: 'The server does not speak chatter.v2', stop: true });
    this.#expect('The server does not answer');
    this.#on.ready();
  }

  #expect(reason) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.lost({ reason }), ANSWERS_WITHIN);
  }

  #heard(data) {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.heardAt = now();
    this.#silence = setTimeout(() => this.probe(), this.#patience());
    this.#on.frame(JSON.parse(data));
  }

  #patience() {
    return this.heartbeat * 1000;
  }

  /** A socket does not tell that its other end vanished; an answer, or any frame within a while, tells that it did not. */
  probe() {
    clearTimeout(this.#silence);
    this.#on.ping();
    // A large frame on a slow line is reported only when it is complete. Until then nothing else arrives, not even a pong.
    const comesWithin = this.#on.isWaiting() ? this.heardAt + this.#patience() + SILENT_FOR - now() : 0;
    const unsent = this.#socket.bufferedAmount;
    const end = () => {
      if (this.#socket.bufferedAmount < unsent) this.probe();
      else this.lost({ code: 4001, reason: 'The server fell silent' });
    };
    this.#silence = setTimeout(end, Math.max(SILENT_FOR, comesWithin));
  }

  /** Ends this connection; the next one follows after the back-off, or none if `stop` is set. */
  lost({ code = 1006, reason = '', atLeast = 0, stop = false }) {
    if (this.state === 'stopped') return;
    this.#attempt += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#socket?.close();
    this.#socket = null;
    if (this.state === 'open' && now() - this.#openedAt > STEADY) this.#failures = 0;
    const asked = Math.max(fromSeconds(atLeast), fromSeconds(this.goodbye));
    const pause = stop ? null : comeBackAfter(code, this.#failures, asked);
    if (!this.#prompted) this.#failures += 1;
    this.#notBefore = now() + leastPause(code, asked);
    if (pause === null) this.#listening.abort();
    else this.#timer = setTimeout(() => this.#connect(), pause);
    this.#become(pause === null ? 'stopped' : 'waiting', { code, reason, ...(pause !== null && { retryAt: Date.now() + pause }) });
    this.#on.lost(code);
  }

  #become(state, more = {}) {
    this.state = state;
    this.#on.state(state, more);
  }
}
