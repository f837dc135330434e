import { ChatterError, reasonOf } from './errors.js';

/** Milliseconds after which a draft is old: it is held until the user decides. */
export const DAY = 86_400_000;

/** The storage of the page, or null where there is none or the page may not use it. */
export function pageStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/**
 * Drafts of the user, in the order of writing. Each has its own entry in the storage, as several windows share it. A draft that
 * cannot be stored is kept in memory alone.
 */
export class Outbox {
  /** @type {Draft[]} */
  drafts = [];
  #storage;
  #prefix;
  #holdAfter;
  #problem;
  #stored = new Set();

  /**
   * @param {Storage | null} storage
   * @param {string} user
   * @param {{holdAfter?: number, problem?: (error: ChatterError) => void}} [options] milliseconds after which drafts are held;
   *     called if a draft could not be stored
   */
  constructor(storage, user, { holdAfter = DAY, problem = () => {} } = {}) {
    this.#storage = storage;
    this.#prefix = `chatter.draft:${encodeURIComponent(user)}:`;
    this.#holdAfter = holdAfter;
    this.#problem = problem;
    this.sync();
  }

  get storage() {
    return this.#storage;
  }

  /** Names a draft to all windows that share the storage. */
  nameOf({ client_id: id }) {
    return this.#prefix + id;
  }

  add(content) {
    const at = Math.max(Date.now(), (this.drafts.at(-1)?.at ?? 0) + 1);
    const draft = { ...content, client_id: clientId(), at, created: new Date(at).toISOString(), state: 'pending' };
    this.keep(draft);
    this.drafts.push(draft);
    return draft;
  }

  find(id) {
    return this.drafts.find((draft) => draft.client_id === id);
  }

  keep(draft) {
    if (!this.#storage) return;
    try {
      this.#storage.setItem(this.nameOf(draft), JSON.stringify(draft));
      this.#stored.add(draft.client_id);
    } catch (error) {
      this.#problem(new ChatterError({ code: 'not_stored', message: `This is not kept over a reload: ${reasonOf(error)}` }));
    }
  }

  /** Need not outlive the page any more. */
  release(draft) {
    this.#stored.delete(draft.client_id);
    try {
      this.#storage?.removeItem(this.nameOf(draft));
    } catch {
      // A storage that denies access has not stored it either.
    }
  }

  drop(dropped) {
    this.release(dropped);
    this.drafts = this.drafts.filter((draft) => draft !== dropped);
  }

  /** Returns true if no other window has sent or discarded it. */
  isThere(draft) {
    return this.drafts.includes(draft) && !(this.#stored.has(draft.client_id) && this.#read(this.nameOf(draft), 'gone') === 'gone');
  }

  /** Holds a draft that waits for too long already; tells whether it is held. The clock may be wrong, so nothing is lost by it. */
  hold(draft) {
    const old = Date.now() - Math.max(draft.at, draft.agreed ?? 0) > this.#holdAfter;
    if (draft.state === 'pending' && old) draft.state = 'held';
    return draft.state === 'held';
  }

  /**
   * Takes over the entries of the storage and drops those that another window has dropped. Drafts in flight are left unchanged.
   */
  sync(isBusy = () => false) {
    const entries = this.#entries();
    if (!entries) return;
    for (const [key, draft] of entries) this.take(key, draft, isBusy);
    const gone = this.drafts.filter((draft) => this.#stored.has(draft.client_id) && !entries.has(this.nameOf(draft)));
    for (const draft of gone) this.take(this.nameOf(draft), null, isBusy);
  }

  /**
   * Takes over another window's change of an entry, its removal included; returns true if anything changed.
   *
   * @param {string} key
   * @param {string | null} value as it is stored
   */
  take(key, value, isBusy = () => false) {
    if (!key.startsWith(this.#prefix)) return false;
    const known = this.find(key.slice(this.#prefix.length));
    if (known && (isBusy(known) || known.state === 'sent')) return false;
    if (value === null) {
      if (known) this.drop(known);
      return Boolean(known);
    }
    const draft = this.#parse(key, value);
    if (!draft) return false;
    if (!known && draft.state === 'sent') {
      this.release(draft);
      return false;
    }
    this.#stored.add(draft.client_id);
    if (known) Object.assign(known, { error: undefined, agreed: undefined }, draft);
    else this.drafts = [...this.drafts, draft].sort((one, other) => one.at - other.at);
    this.hold(known ?? draft);
    return true;
  }

  /** A draft, or undefined for what is none: another version may have written it, so it is left where it is. */
  #parse(key, value) {
    try {
      const draft = JSON.parse(value);
      const isDraft = key === this.nameOf(draft) && Number.isFinite(draft.at) && (draft.room ?? draft.to) && (draft.text ?? draft.image_path);
      if (!isDraft) return undefined;
      const settled = draft.state === 'failed' || draft.state === 'sent';
      return settled ? draft : { ...draft, state: 'pending' };
    } catch {
      return undefined;
    }
  }

  #entries() {
    try {
      const keys = Array.from({ length: this.#storage?.length ?? 0 }, (_, index) => this.#storage.key(index));
      const ours = keys.filter((key) => key?.startsWith(this.#prefix)).map((key) => [key, this.#storage.getItem(key)]);
      return new Map(ours.filter(([, value]) => value !== null));
    } catch {
      return undefined;
    }
  }

  #read(key, missing) {
    try {
      return this.#storage.getItem(key) ?? missing;
    } catch {
      return undefined;
    }
  }
}

/** Browsers have randomUUID for pages of a secure origin only. */
export function clientId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
