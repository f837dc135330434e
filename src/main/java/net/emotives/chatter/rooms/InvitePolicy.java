package net.emotives.chatter.rooms;

/** Policy for which users a user may add to a room. */
enum InvitePolicy {
    /** Users of the same group; everybody where rooms are open. */
    GROUP,
    /** Users of {@link #GROUP} that share a room with the user. */
    SHARED_ROOM,
    /** No invitations: users join public rooms by themselves. */
    NOBODY
}
