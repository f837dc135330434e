package net.emotives.chatter.protocol.chatter.v1;

import org.jspecify.annotations.Nullable;

/** What a version 1 client can say: one thing. */
sealed interface ClientFrame {

    /** Something is to be said to somebody; who claims to say it may be left out. */
    record Send(
            @Nullable String usernameFrom,
            String usernameTo,
            @Nullable String message,
            @Nullable String imagePath)
            implements ClientFrame {}
}
