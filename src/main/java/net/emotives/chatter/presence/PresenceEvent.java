package net.emotives.chatter.presence;

import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

/** A user went online or offline; in order for each user. */
public sealed interface PresenceEvent {

    /** The user. */
    UserId user();

    /** Its group when it happened. */
    UserGroup group();

    /** The first connection of the user is open. */
    record CameOnline(UserId user, UserGroup group) implements PresenceEvent {}

    /** The last connection of the user closed, and none followed within the grace. */
    record WentOffline(UserId user, UserGroup group) implements PresenceEvent {}
}
