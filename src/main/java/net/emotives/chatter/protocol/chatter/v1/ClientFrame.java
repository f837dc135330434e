package net.emotives.chatter.protocol.chatter.v1;

import org.jspecify.annotations.Nullable;

/** The one frame of a version 1 client. */
sealed interface ClientFrame {

    /** A message to a user; its sender may be left out. */
    record Send(
            @Nullable String usernameFrom,
            String usernameTo,
            @Nullable String message,
            @Nullable String imagePath)
            implements ClientFrame {}
}
