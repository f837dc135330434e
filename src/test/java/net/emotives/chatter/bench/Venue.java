package net.emotives.chatter.bench;

/** A server that many connect to, one connection a user, and how it is spoken to. */
interface Venue extends AutoCloseable {

    /** What a frame is to a user. */
    enum Heard {
        /** The connection is there from now on. */
        READY,
        /** Somebody said something. */
        MESSAGE,
        /** Nothing that concerns him. */
        NOTHING
    }

    /** As the tables have it. */
    String name();

    int port();

    long pid();

    /** Where that user connects; what must be asked for before is asked for. Any thread's. */
    String path(int user);

    /** Lines of the handshake beyond the usual ones. */
    default String headers() {
        return "";
    }

    /** Whether a connection is there once its handshake is done, and nothing is said for it. */
    boolean isReadyAtOnce();

    /** Takes a frame, and answers it where that is asked for; on the wire's thread. */
    Heard hear(Link link, Text text);

    @Override
    void close();
}
