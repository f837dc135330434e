// Something the person can have open: a conversation with one other, or a room of many.

export class Talk {
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
    return this.room?.messages ?? [];
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
