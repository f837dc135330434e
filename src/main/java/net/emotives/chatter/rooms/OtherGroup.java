package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

/** Users of different groups may not talk. */
public class OtherGroup extends ChatterException {

    OtherGroup(UserId user, @Nullable String field) {
        super(
                ErrorCode.OTHER_GROUP,
                "You and " + user + " are not of the same group.",
                field,
                null);
    }
}
