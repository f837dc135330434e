/** Events of the client itself; a push that a later server names so is no such event. */
const OWN_EVENTS = new Set(['state', 'change', 'draft', 'gap', 'problem']);

/** Takes in what the server sends unasked, and tells of it. */
export class Pushes {
  #chatter;
  #parts;
  #on;

  /**
   * @param parts whose state the pushes change: `rooms`, `outbox`, `typing`, `watching`
   * @param on what it tells: `welcomed(welcome)`, which answers whether it is welcome; `goodbye(seconds)`, `lost(why)`,
   *     `arrived()`, `met()` where a room is there of which more is to be known, `tell(type, detail)`, `changed()`
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

  /** Takes in what has no number; tells whether the connection goes on. */
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
   * Takes in what has a number; tells whether it was news. A gap is healed by what heals a lost connection. What is of a kind
   * that this client does not know counts as its number.
   */
  #happened(push) {
    const { rooms } = this.#parts;
    // A room of two is heard of by what is said in it first, any other by `room_added`.
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
