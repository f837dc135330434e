import { LONG_WAIT } from './backoff.js';
import { fromSeconds } from './time.js';

const WAITS_FOR = 250;

/** Says what was received and read, once for many messages. */
export class Receipts {
  #chatter;
  #problem;
  #timer = 0;

  constructor(chatter, problem) {
    this.#chatter = chatter;
    this.#problem = problem;
  }

  payLater(wait = 0) {
    this.#timer ||= setTimeout(() => this.#pay(), WAITS_FOR + wait);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #pay() {
    this.#timer = 0;
    if (this.#chatter.state !== 'open') return;
    for (const room of this.#chatter.rooms.values()) {
      const { told, read, seen } = room;
      const owed = { read: read > told.read && read, deliver: seen > Math.max(read, told.deliver) && seen };
      for (const [type, sequence] of Object.entries(owed).filter(([, owes]) => owes)) {
        told[type] = sequence;
        this.#chatter.request(type, { room: room.id, sequence }).catch((error) => {
          if (!error.passes) return error.code !== 'stopped' && this.#problem(error);
          told[type] = 0;
          this.payLater(fromSeconds(error.retryAfter) + LONG_WAIT);
        });
      }
    }
  }
}
