package net.emotives.chatter.protocol.chatter.v1;

import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;

/** Says for a version 1 client what its frame asks to say, in the direct room of the two. */
@Component
class MessageRequests {

    private final Messages messages;
    private final DirectRooms directRooms;

    MessageRequests(Messages messages, DirectRooms directRooms) {
        this.messages = messages;
        this.directRooms = directRooms;
    }

    /** A message names another sender than the caller. */
    private static final class ForeignName extends ChatterException {

        ForeignName() {
            super(
                    ErrorCode.NOT_ALLOWED,
                    "username_from must be your own, or be left out.",
                    "username_from",
                    null);
        }
    }

    /** Throws, or answers with, what speaks against it. */
    CompletableFuture<Committed> say(UserId user, ClientFrame.Send frame) {
        this.messages.admit(user);
        var claimed = frame.usernameFrom();
        if (claimed != null && !claimed.isEmpty() && !claimed.equals(user.value())) {
            throw new ForeignName();
        }
        this.messages.check(frame.message(), frame.imagePath());
        var room = this.directRooms.of(user, frame.usernameTo());
        return this.messages.send(
                new Draft(room, user, null, frame.message(), frame.imagePath(), null),
                "username_to");
    }
}
