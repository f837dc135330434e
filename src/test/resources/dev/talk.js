// Something the person can have open: a conversation with one other, or a room of many.

export class Talk {
  /** True once it is scrolled to its opening position: the end, or the first unread message. */
  arrived = false;
  /** The sequence of the first message that was unread when it was opened; the view draws a line there. */
  line = null;
  /** @type {import('./passage.js').Passage | null} What is shown where it is not the newest messages. */
  passage = null;

  /** Of a `username`, or of the room with the `id`. */
  constructor(chatter, { username, id }) {
    Object.assign(this, { chatter, username, id, key: username ? `person ${username}` : `room ${id}` });
  }

  /** What chatter knows of it; nothing where the two never talked. */
  get room() {
    return this.username ? this.chatter.direct(this.username) : this.chatter.rooms.get(this.id);
  }

  get title() {
    return this.username ?? this.room?.name ?? this.id;
  }

  get isSelf() {
    return this.username === this.chatter.user;
  }

  get messages() {
    return this.passage?.messages ?? this.room?.messages ?? [];
  }

  /** True if there are older messages than those shown; `hasNewer` likewise. */
  get hasOlder() {
    return Boolean(this.passage ? this.passage.older : this.room?.older);
  }

  get hasNewer() {
    return Boolean(this.passage);
  }

  /** Back to the newest messages. */
  endPassage() {
    this.passage?.close();
    this.passage = null;
  }

  get pending() {
    return this.chatter.drafts.filter((draft) => (this.username ? draft.to === this.username : !draft.to && draft.room === this.id));
  }

  get last() {
    return this.room?.last;
  }

  get unread() {
    return this.isSelf ? 0 : (this.room?.unread ?? 0);
  }

  get loaded() {
    return this.room ? this.room.loaded : this.chatter.known;
  }

  get typing() {
    return [...(this.room?.typing.keys() ?? [])];
  }

  /** Draws the line above the first of the unread, of those that are here. */
  drawLine() {
    const { room, unread } = this;
    const from = Math.max(room?.read ?? 0, room?.answered ?? 0);
    const isNew = ({ sequence, from: author }) => sequence > from && author !== this.chatter.user;
    const first = !unread ? null : this.passage ? this.messages.find(isNew) : (this.messages.at(-unread) ?? this.messages[0]);
    this.line = first?.sequence ?? null;
  }

  /** Where a message or a sign of writing goes. */
  get target() {
    return this.username ? { to: this.username } : { room: this.id };
  }

  /** What became of a message of one's own: `sent`, `delivered` to all others, `read` by all, and who they are. */
  fate({ sequence }, others) {
    const upTo = (map) => [...(map ?? [])].filter(([, position]) => position >= sequence).map(([username]) => username);
    const read = upTo(this.room?.reads);
    const delivered = upTo(this.room?.delivered);
    const state = read.length >= others ? 'read' : delivered.length >= others ? 'delivered' : 'sent';
    return { state, read, delivered };
  }
}
