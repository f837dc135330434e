package net.emotives.chatter.users;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** Who asks may not be here. */
public class Suspended extends ChatterException {

    private static final long serialVersionUID = 1L;

    /** Said to the user himself. */
    public Suspended() {
        super(ErrorCode.NOT_ALLOWED, "You are suspended.");
    }
}
