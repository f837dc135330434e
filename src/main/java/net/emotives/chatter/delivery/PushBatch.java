package net.emotives.chatter.delivery;

import org.springframework.stereotype.Component;

/**
 * Batch of pushes that are written together, limited in pushes and bytes: beyond a limit the batch
 * is ended and a new one begun. For the thread that runs tasks of the {@link DispatchQueue}.
 */
@Component
final class PushBatch {

    /** Pushes after which a batch ends. */
    static final int PUSHES = 4096;

    /** Bytes of one connection after which a batch ends: far below the smallest queue. */
    static final int BYTES = 8192;

    /** Estimated bytes of a frame besides its text. */
    static final int OVERHEAD = 128;

    private final PushBatches batches;
    private int pushes;
    private int bytes;

    PushBatch(PushBatches batches) {
        this.batches = batches;
    }

    void begin() {
        this.pushes = 0;
        this.bytes = 0;
        this.batches.begin();
    }

    /**
     * Counts a push.
     *
     * @param bytes the most that one connection got of it
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
        this.batches.end();
    }
}
