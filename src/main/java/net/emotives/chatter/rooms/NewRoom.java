package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserGroup;

import org.jspecify.annotations.Nullable;

/**
 * Properties of a room that is to be created.
 *
 * @param visibility public or private
 * @param data a JSON object that an application keeps with it
 * @param group whose people may come in
 * @param hideHistory whether members see nothing of what happened before they joined
 */
public record NewRoom(
        String name,
        Visibility visibility,
        @Nullable String data,
        UserGroup group,
        boolean hideHistory) {

    public NewRoom {
        if (visibility == Visibility.DIRECT) {
            throw new IllegalArgumentException("a direct room is not made but found");
        }
    }

    /** Returns the room with that id. */
    public Room as(RoomId id) {
        return new Room(id, this);
    }
}
