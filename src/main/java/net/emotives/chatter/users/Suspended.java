package net.emotives.chatter.users;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The caller is suspended. */
public class Suspended extends ChatterException {

    private static final long serialVersionUID = 1L;

    /** Creates the refusal for the suspended user. */
    public Suspended() {
        super(ErrorCode.NOT_ALLOWED, "You are suspended.");
    }
}
