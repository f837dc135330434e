package net.emotives.chatter.bus;

/** The bus cannot be reached for now. */
public final class BusAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusAway(String why) {
        super(why);
    }

    BusAway(Throwable cause) {
        super(cause);
    }
}
