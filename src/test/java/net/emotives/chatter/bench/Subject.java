package net.emotives.chatter.bench;

/** A server that is measured, and how it is spoken to. */
interface Subject extends AutoCloseable {

    /** As the tables have it. */
    String name();

    int port();

    /** Where that user connects; what must be asked for before is asked for. */
    String path(int user);

    /** Lines of the handshake beyond the usual ones. */
    default String headers() {
        return "";
    }

    /** The frame by which one says something to another. */
    byte[] message(int from, int to, String text);

    /** A frame that carries no message; fails where it is one that should not come. */
    default void other(Text text) {
        throw new AssertionError(name() + " said " + text);
    }

    /** Whether both ends of a conversation are to see one order. */
    boolean promisesOrder();

    /** What it and its database have used so far. */
    Cpu.Spent cpu();

    @Override
    void close();
}
