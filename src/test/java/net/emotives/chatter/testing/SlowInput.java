package net.emotives.chatter.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/** Stream with the throughput of a slow line. Any thread may set the pace. */
final class SlowInput extends FilterInputStream {

    private static final int PIECE = 1024;

    private volatile int pace;

    SlowInput(InputStream in) {
        super(in);
    }

    /** From now on no more bytes a second are read than that; 0 for any number. */
    void pace(int bytesPerSecond) {
        this.pace = bytesPerSecond;
    }

    @Override
    public int read(byte[] buffer, int from, int most) throws IOException {
        var pace = this.pace;
        var read = super.read(buffer, from, pace == 0 ? most : Math.min(most, PIECE));
        if (pace > 0 && read > 0) {
            LockSupport.parkNanos(1_000_000_000L * read / pace);
        }
        return read;
    }
}
