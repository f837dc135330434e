import { comeBackAfter } from './backoff.js';
import { ChatterError } from './errors.js';
import { fromSeconds, sleep } from './time.js';
import { inTurn } from './turns.js';

/** Brings drafts to the server: one after the other in a room, each by one of the windows that share the storage. */
export class Sender {
  #chatter;
  #outbox;
  #on;
  /** Drafts that wait for their turn or have it, and those of them that have it. */
  #underWay = new Set();
  #sending = new Set();

  /** @param on what it tells: `drafted(draft)`, `changed()`, `confirmed(draft, reply)` once the server has it, and `settle(draft)`
   *     where it may be among the messages already */
  constructor(chatter, outbox, on) {
    this.#chatter = chatter;
    this.#outbox = outbox;
    this.#on = on;
  }

  #isBusy = ({ client_id: id }) => this.#underWay.has(id);
  #isSending = ({ client_id: id }) => this.#sending.has(id);

  /** Takes over the drafts that other windows wrote, sent and discarded. */
  sync() {
    this.#outbox.sync(this.#isSending);
  }

  /** Takes over another window's change of a storage entry. */
  heard({ key, newValue, storageArea }) {
    if (storageArea !== this.#outbox.storage) return;
    if (key === null) this.sync();
    else if (!this.#outbox.take(key, newValue, this.#isSending)) return;
    for (const draft of this.#outbox.drafts.filter(({ state }) => state === 'sent')) this.#on.settle(draft);
    this.#on.changed();
    this.flush();
  }

  /** Sends what waits, so that the order of writing is the order of the room. */
  flush() {
    if (this.#chatter.state !== 'open') return;
    const busy = new Set();
    for (const draft of this.#outbox.drafts.filter(({ state }) => state === 'pending')) {
      if (!this.#isBusy(draft) && this.#outbox.hold(draft)) {
        this.#on.drafted(draft);
        continue;
      }
      const place = draft.room ?? this.#chatter.direct(draft.to)?.id ?? `to ${draft.to}`;
      if (!busy.has(place) && !this.#isBusy(draft)) this.#post(draft);
      busy.add(place);
    }
  }

  /** Sends a draft that failed or is held, as the same, should it have arrived after all. */
  again(draft) {
    if (draft?.state !== 'failed' && draft?.state !== 'held') return;
    Object.assign(draft, { state: 'pending', tries: 0, error: undefined, agreed: Date.now() });
    this.#outbox.keep(draft);
    this.#on.drafted(draft);
    this.flush();
  }

  /** Gives up a draft that no window is sending; tells whether it did. */
  async discard(draft) {
    if (!draft || draft.state === 'sent' || this.#isBusy(draft)) return false;
    const discarded = await this.#inTurn(draft, false, () => {
      if (!this.#outbox.isThere(draft) || draft.state === 'sent') return false;
      this.#outbox.drop(draft);
      return true;
    });
    this.#on.changed();
    return discarded;
  }

  #inTurn(draft, waits, work) {
    return inTurn(this.#outbox.nameOf(draft), this.#outbox.storage, work, waits);
  }

  async #post(draft) {
    this.#underWay.add(draft.client_id);
    try {
      await this.#inTurn(draft, true, () => this.#send(draft));
    } finally {
      this.#underWay.delete(draft.client_id);
      this.flush();
    }
  }

  /** Tells whether it is done with: not there any more, or at the server. */
  async #send(draft) {
    if (draft.state !== 'sent' && !this.#outbox.isThere(draft)) {
      this.#outbox.drop(draft);
      this.#on.changed();
      return true;
    }
    if (this.#chatter.state !== 'open' || draft.state !== 'pending') return draft.state === 'sent';
    const { client_id, room, to, text, image_path, reply_to } = draft;
    this.#sending.add(client_id);
    try {
      this.#confirmed(draft, await this.#chatter.request('send', { client_id, room, to, text, image_path, reply_to }));
      return true;
    } catch (error) {
      if (!(error instanceof ChatterError)) throw error;
      if (error.code !== 'disconnected' && error.code !== 'stopped') await this.#refused(draft, error);
      return false;
    } finally {
      this.#sending.delete(client_id);
    }
  }

  /** Its event is there or will come. */
  #confirmed(draft, reply) {
    if (!this.#outbox.drafts.includes(draft)) return;
    Object.assign(draft, { state: 'sent', room: reply.room, sequence: reply.message.sequence });
    // The other windows are to know that it was sent before it is gone.
    this.#outbox.keep(draft);
    this.#outbox.release(draft);
    this.#on.confirmed(draft, reply);
  }

  /** Waits where trying again may help, and gives up where it does not. */
  async #refused(draft, error) {
    draft.tries = (draft.tries ?? 0) + 1;
    if (error.passes) {
      await sleep(comeBackAfter(0, draft.tries, fromSeconds(error.retryAfter)));
    } else if (this.#outbox.drafts.includes(draft)) {
      Object.assign(draft, { state: 'failed', error: { code: error.code, message: error.message } });
      this.#outbox.keep(draft);
      this.#on.drafted(draft);
    }
  }
}
