package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The invite policy forbids adding a user; does not reveal whether the named users exist. */
public class InviteNotAllowed extends ChatterException {

    private InviteNotAllowed(String sentence, String field) {
        super(ErrorCode.NOT_ALLOWED, sentence, field, null);
    }

    static InviteNotAllowed withoutSharedRoom(String field) {
        return new InviteNotAllowed(
                "You may add only users with whom you share a room already.", field);
    }

    static InviteNotAllowed ever(String field) {
        return new InviteNotAllowed("Nobody may add others to rooms here.", field);
    }
}
