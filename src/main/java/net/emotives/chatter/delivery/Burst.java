package net.emotives.chatter.delivery;

/**
 * Pushes that come close together, kept short: ended where much was pushed, and begun again. For
 * the one thread that pushes.
 */
final class Burst {

    /** Pushes after which connections are written to, also where there is more to push. */
    static final int PUSHES = 4096;

    /**
     * Bytes for each connection after which they are written to: far below what the smallest queue
     * holds.
     */
    static final int BYTES = 8192;

    /** What a frame takes besides its text, about. */
    static final int OVERHEAD = 128;

    private final Bursts bursts;
    private int pushes;
    private int bytes;

    Burst(Bursts bursts) {
        this.bursts = bursts;
    }

    void begin() {
        this.pushes = 0;
        this.bytes = 0;
        this.bursts.begin();
    }

    /**
     * Something was pushed.
     *
     * @param bytes what one connection got of it, at the most
     */
    void pushed(int connections, int bytes) {
        this.pushes += connections;
        this.bytes += OVERHEAD + bytes;
        if (this.pushes >= PUSHES || this.bytes >= BYTES) {
            end();
            begin();
        }
    }

    void end() {
        this.bursts.end();
    }
}
