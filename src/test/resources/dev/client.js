// The transport: chatter's native contract, version 1, and nothing of the page. Stays connected by
// itself, with a new token each time, and says what comes in as events:
//   state    {state: 'connecting' | 'open' | 'waiting' | 'stopped', retryAt?, reason?}
//   message  {id, from, to, text, image, created}
//   presence {username, active}
//   problem  {code, message}         an error frame
//   refused  {message}               the bearer is not accepted, and no other can be had

import { request } from './http.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const STEADY = 10_000;

export class ChatClient extends EventTarget {
  #session;
  #socket = null;
  #timer = 0;
  #failures = 0;
  #run = 0;

  constructor(session) {
    super();
    this.#session = session;
    addEventListener('online', () => this.retryNow());
  }

  state = 'stopped';

  start() {
    if (this.state === 'stopped') this.#connect();
  }

  stop() {
    this.#run += 1;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#socket = null;
    this.#become('stopped');
  }

  /** Tries at once where it was waiting to try. */
  retryNow() {
    if (this.state === 'waiting') {
      clearTimeout(this.#timer);
      this.#connect();
    }
  }

  /** Whether the message went out; that it arrived is known when it comes back as `message`. */
  send({ to, text, image }) {
    if (this.state !== 'open') return false;
    const frame = { username_from: this.#session.name, username_to: to };
    if (text) frame.message = text;
    if (image) frame.image_path = image;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Everybody of the group: `[{username, active}]`. */
  async people() {
    const everybody = [];
    for (let page = '/connections'; page; ) {
      const { result, links } = await this.#get(page);
      everybody.push(...result);
      page = links.next;
    }
    return everybody;
  }

  /** The newest page with a person, or the one that `older` of another page leads to; oldest first. */
  async history(peer, { older, limit = 50 } = {}) {
    const query = new URLSearchParams({ from: this.#session.name, to: peer, limit });
    const { result, links } = await this.#get(older ?? `/messages?${query}`);
    return { messages: result.map(toMessage), older: links.next ?? null };
  }

  async #get(address) {
    try {
      return await request(address, { bearer: await this.#session.bearer() });
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      return request(address, { bearer: await this.#session.bearer({ renew: true }) });
    }
  }

  async #connect() {
    const run = ++this.#run;
    this.#become('connecting');
    try {
      const { result } = await this.#get('/ws_token');
      if (run === this.#run) this.#open(result.token, run);
    } catch (problem) {
      if (run !== this.#run) return;
      if (problem.status === 401) {
        this.stop();
        this.#tell('refused', { message: problem.message });
      } else {
        this.#wait(problem.message, problem.retryAfter);
      }
    }
  }

  #open(token, run) {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws?token=${encodeURIComponent(token)}`);
    let opened = 0;
    this.#socket = socket;
    socket.onopen = () => {
      opened = Date.now();
      if (run === this.#run) this.#become('open');
    };
    socket.onmessage = ({ data }) => {
      if (run === this.#run) this.#take(JSON.parse(data));
    };
    socket.onclose = ({ code, reason }) => {
      if (run !== this.#run) return;
      // One that closes as soon as it opens counts as a failure too, or the two would race in circles.
      if (opened && Date.now() - opened > STEADY) this.#failures = 0;
      this.#wait(closing(code, reason, opened));
    };
  }

  #take(frame) {
    if (frame.error) this.#tell('problem', frame.error);
    else if ('username' in frame) this.#tell('presence', frame);
    else if ('username_from' in frame) this.#tell('message', toMessage(frame));
  }

  /** Full jitter: anything up to a bound that doubles, so that a crowd does not come back at once. */
  #wait(reason, atLeast = 0) {
    const bound = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
    const pause = atLeast + Math.random() * bound;
    this.#timer = setTimeout(() => this.#connect(), pause);
    this.#become('waiting', { reason, retryAt: Date.now() + pause });
  }

  #become(state, more = {}) {
    this.state = state;
    this.#tell('state', { state, ...more });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function toMessage(wire) {
  return {
    id: wire.id,
    from: wire.username_from,
    to: wire.username_to,
    text: wire.message ?? '',
    image: wire.image_path ?? '',
    created: new Date(wire.created),
  };
}

function closing(code, reason, opened) {
  if (code === 1012 || code === 1001) return 'The server is restarting';
  if (code === 1008) return reason ? `The server closed the connection: ${reason}` : 'The server closed the connection';
  if (code === 1009) return 'The message was too large for the server';
  return opened ? 'The connection was lost' : 'The server cannot be reached';
}
