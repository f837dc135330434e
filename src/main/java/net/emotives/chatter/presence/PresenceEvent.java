package net.emotives.chatter.presence;

import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

/** Somebody came or went; of one user in order. */
public sealed interface PresenceEvent {

    /** Who. */
    UserId user();

    /** His group when it happened. */
    UserGroup group();

    /** The first connection of the user is open. */
    record CameOnline(UserId user, UserGroup group) implements PresenceEvent {}

    /** The last connection of the user closed, and none followed within the grace. */
    record WentOffline(UserId user, UserGroup group) implements PresenceEvent {}
}
