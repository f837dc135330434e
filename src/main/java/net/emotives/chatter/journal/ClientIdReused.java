package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The user made a different change in this room under the same client id. */
public class ClientIdReused extends ChatterException {

    public ClientIdReused() {
        super(
                ErrorCode.CLIENT_ID_REUSED,
                "You said something else under this client id already.",
                "client_id",
                null);
    }
}
