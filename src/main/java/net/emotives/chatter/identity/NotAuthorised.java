package net.emotives.chatter.identity;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The caller showed nothing that uacl accepts. */
public class NotAuthorised extends ChatterException {

    /** Says no more than that: why is uacl's to know. */
    public NotAuthorised() {
        super(ErrorCode.NOT_AUTHORISED, "Not authorised");
    }
}
