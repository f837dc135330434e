/** Events of the client itself; a push that a later server names so is no such event. */
const OWN_EVENTS = new Set(['state', 'change', 'draft', 'gap', 'problem']);

/** Applies the pushes of the server and dispatches them as events. */
export class Pushes {
  #chatter;
  #parts;
  #on;

  /**
   * @param parts the parts that the pushes update: `rooms`, `outbox`, `typing`, `watching`
   * @param on callbacks: `welcomed(welcome)`, which returns true if the connection may go on; `goodbye(seconds)`, `lost(why)`,
   *     `arrived()`, `met()` for a new room whose description is incomplete, `tell(type, detail)`, `changed()`
   */
  constructor(chatter, parts, on) {
    this.#chatter = chatter;
    this.#parts = parts;
    this.#on = on;
  }

  take(push) {
    if (!(isNumbered(push) ? this.#happened(push) : this.#heard(push))) return;
    if (!OWN_EVENTS.has(push.type)) this.#on.tell(push.type, push);
    this.#on.changed();
  }

  /** Applies a push without a sequence; returns false if the connection must not go on. */
  #heard(push) {
    const { rooms, typing, watching } = this.#parts;
    const room = rooms.all.get(push.room);
    if (push.type === 'welcome') return this.#on.welcomed(push);
    if (push.type === 'goodbye') this.#on.goodbye(push.reconnect_after);
    else if (push.type === 'presence') watching.heard(push);
    else if (push.type === 'room_added') this.#added(push);
    else if (push.type === 'room_removed') rooms.all.delete(push.room);
    else if (push.type === 'typing' && room) typing.heard(room, push);
    else if ((push.type === 'delivered' || push.type === 'read') && room) room.receive(push);
    return true;
  }

  #added(push) {
    const room = this.#parts.rooms.room(push.room);
    room.describe(push);
    room.head = push.head;
    this.#on.met();
  }

  /**
   * Applies a push with a sequence; returns false if it was known. A gap is repaired by a new connection, as after a loss. A
   * push of an unknown type only advances the sequence.
   */
  #happened(push) {
    const { rooms } = this.#parts;
    // A direct room is first known by its first message, any other room by `room_added`.
    const room = rooms.room(push.room, 0);
    const fate = room.apply(push);
    if (fate === 'gap') this.#on.lost({ code: 4000, reason: `Something is missing before ${push.sequence} in ${room.id}` });
    if (fate !== 'new') return false;
    if (push.type === 'sent') this.#said(room, push);
    if (room.doubtful.size) rooms.readAgain(room);
    return true;
  }

  #said(room, { sequence, message: { from, client_id: id } }) {
    const { rooms, outbox } = this.#parts;
    const isOwn = from === this.#chatter.user;
    const draft = isOwn ? outbox.find(id) : undefined;
    if (draft) outbox.drop(draft);
    if (!room.visibility && !rooms.meet(room, draft ? draft.to : from)) this.#on.met();
    if (isOwn) return;
    room.seen = sequence;
    this.#on.arrived();
  }
}

/** `delivered` and `read` name a number that was given before. */
function isNumbered({ type, room, sequence }) {
  return room !== undefined && Number.isInteger(sequence) && type !== 'delivered' && type !== 'read';
}
