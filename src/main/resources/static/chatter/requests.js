import { ChatterError, tooLarge } from './errors.js';
import { bytes, now } from './time.js';

const ANSWERS_WITHIN = 15_000;
/** Milliseconds after which a request times out, whatever else arrives. */
const GIVES_UP_AFTER = 300_000;
/** Not retried on the next connection: a second attempt would have another meaning. */
const ONCE = new Set(['resume', 'send', 'unreact', 'leave', 'remove', 'create_room']);

/** Requests that the server has not answered yet. */
export class Requests {
  #connection;
  #limits;
  #lastId = 0;
  #open = new Map();

  /** @param limits returns the latest limits of the server */
  constructor(connection, limits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  get isEmpty() {
    return !this.#open.size;
  }

  /**
   * Asks, at once or as soon as there is a connection.
   *
   * @param {(error: ChatterError | null, reply?: object) => void} answered called once, before the next frame is taken
   */
  ask(type, fields, atOnce, answered) {
    const id = this.#nextId();
    const done = (error, reply) => {
      clearTimeout(request.timer);
      if (this.#open.delete(id)) answered(error, reply);
    };
    const request = { type, frame: JSON.stringify({ ...fields, type, id }), sent: false, since: now(), pinged: undefined, done };
    this.#open.set(id, request);
    this.#watch(request, ANSWERS_WITHIN);
    if (atOnce) this.#transmit(request);
    else if (this.#connection.state === 'stopped') done(new ChatterError({ code: 'stopped' }));
  }

  /** Sends what waited for a connection. */
  transmit() {
    for (const request of [...this.#open.values()]) if (!request.sent) this.#transmit(request);
  }

  ping() {
    const id = this.#nextId();
    this.#connection.send(JSON.stringify({ type: 'ping', id }));
    return id;
  }

  /** Takes an `ok` or an `error`; returns true if it answers one of these requests. */
  answer({ id, error, ...reply }) {
    const request = this.#open.get(id);
    request?.done(error ? new ChatterError(error) : null, { ...reply, id });
    // Answers come in the order of the questions: what was asked before the ping is not answered any more.
    for (const { pinged, done } of [...this.#open.values()]) if (pinged !== undefined && pinged === id) done(timeout());
    return Boolean(request);
  }

  /** Settles the requests of a lost connection that must not be sent again; the others are kept for the next connection. */
  lost(code) {
    const requests = [...this.#open.values()].sort((one, other) => other.frame.length - one.frame.length);
    if (this.#connection.state === 'stopped') for (const { done } of requests) done(new ChatterError({ code: 'stopped' }));
    else if (code === 1009) requests.find(({ sent }) => sent)?.done(tooLarge());
    for (const request of requests) {
      if (request.sent && ONCE.has(request.type)) request.done(new ChatterError({ code: 'disconnected' }));
      Object.assign(request, { sent: false, pinged: undefined });
    }
  }

  #transmit(request) {
    if (bytes(request.frame) > this.#limits().frame) return request.done(tooLarge());
    Object.assign(request, { sent: true, since: now() });
    this.#connection.send(request.frame);
  }

  /**
   * Frames that come are a sign of life, on a slow line too: a request waits on while there are any. A server that answers a
   * ping and not what it was asked before does not answer that any more.
   */
  #watch(request, wait) {
    request.timer = setTimeout(() => {
      const left = Math.max(request.since, this.#connection.heardAt) + ANSWERS_WITHIN - now();
      if (now() - request.since > GIVES_UP_AFTER || (!request.sent && left <= 0)) return request.done(timeout());
      if (request.sent) request.pinged ??= this.ping();
      this.#watch(request, request.sent || left <= 0 ? ANSWERS_WITHIN : left);
    }, wait);
  }

  #nextId() {
    return String(++this.#lastId);
  }
}

const timeout = () => new ChatterError({ code: 'timeout', message: 'No answer in time' });
