package net.emotives.chatter.rooms;

/** Whom a user may add to a room. */
enum InvitePolicy {
    /** Users of the same group; everybody where rooms are open. */
    GROUP,
    /** Of these, the ones with whom the user shares a room. */
    SHARED_ROOM,
    /** Nobody: users join public rooms by themselves. */
    NOBODY
}
