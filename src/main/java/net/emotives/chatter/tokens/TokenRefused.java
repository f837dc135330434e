package net.emotives.chatter.tokens;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A token is missing, unknown, expired or was used; which of these is not told. */
public class TokenRefused extends ChatterException {

    TokenRefused() {
        super(
                ErrorCode.NOT_AUTHORISED,
                "The token is missing, unknown, used or expired; ask /ws_token for a new one.",
                "token",
                null);
    }
}
