package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The sender said something else in this room under the same client id. */
public class ClientIdReused extends ChatterException {

    ClientIdReused() {
        super(
                ErrorCode.CLIENT_ID_REUSED,
                "You said something else under this client id already.",
                "client_id",
                null);
    }
}
