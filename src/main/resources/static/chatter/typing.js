import { now } from './time.js';

const SAID_EVERY = 4_000;
const ENDS_AFTER = 12_000;

/** Who is writing: said of oneself now and then while keys are struck, and known of the others until they end. */
export class Typing {
  #chatter;
  #on;
  #said = new Map();

  /** @param on what it tells: `say(fields)` to the server, and `changed()` */
  constructor(chatter, on) {
    this.#chatter = chatter;
    this.#on = on;
  }

  /** Is writing there, or no longer; ends by itself. */
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

  /** A message that was sent ends it for the server, too. */
  forget(place) {
    clearTimeout(this.#said.get(place)?.timer);
    this.#said.delete(place);
  }

  /** Takes in that somebody else does. */
  heard(room, { username, active }) {
    room.endTyping(username);
    const end = () => room.endTyping(username) && this.#on.changed();
    if (active) room.typing.set(username, setTimeout(end, ENDS_AFTER));
  }

  /** Nothing is heard any more of who writes. */
  lost() {
    for (const room of this.#chatter.rooms.values()) for (const username of [...room.typing.keys()]) room.endTyping(username);
  }

  stop() {
    for (const place of [...this.#said.keys()]) this.forget(place);
  }
}
