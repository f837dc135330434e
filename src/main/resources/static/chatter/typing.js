import { now } from './time.js';

const SAID_EVERY = 4_000;
const ENDS_AFTER = 12_000;

/** Typing indicators: sent for the user, throttled, while keys are pressed, and kept for the others until they end. */
export class Typing {
  #chatter;
  #on;
  #said = new Map();

  /** @param on callbacks: `say(fields)` to send to the server, and `changed()` */
  constructor(chatter, on) {
    this.#chatter = chatter;
    this.#on = on;
  }

  /** Sets the user's typing state; it ends by itself. */
  set({ room, to }, active) {
    const place = room ?? to;
    const said = this.#said.get(place);
    const isNews = active ? !(said && now() - said.at < SAID_EVERY) : Boolean(said);
    this.forget(place);
    if (isNews && this.#chatter.state === 'open') this.#on.say({ room, to, active });
    if (!active) return;
    const timer = setTimeout(() => this.set({ room, to }, false), 1.5 * SAID_EVERY);
    this.#said.set(place, { at: isNews ? now() : said.at, timer });
  }

  /** Forgets the user's typing state without sending its end: a sent message ends it at the server as well. */
  forget(place) {
    clearTimeout(this.#said.get(place)?.timer);
    this.#said.delete(place);
  }

  /** Applies a typing indicator of another user. */
  heard(room, { username, active }) {
    room.endTyping(username);
    const end = () => room.endTyping(username) && this.#on.changed();
    if (active) room.typing.set(username, setTimeout(end, ENDS_AFTER));
  }

  /** Ends all indicators of others: their ends will not be received. */
  lost() {
    for (const room of this.#chatter.rooms.values()) for (const username of [...room.typing.keys()]) room.endTyping(username);
  }

  stop() {
    for (const place of [...this.#said.keys()]) this.forget(place);
  }
}
