package net.emotives.chatter.testing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A version 2 connection for measuring: it costs next to nothing, and so looks at no more of a
 * frame than of which kind it is. One thread says things; questions are any thread's.
 */
public final class LoadSocket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RawSocket raw;
    private final SocketReader reader;
    private final Semaphore answers = new Semaphore(0);
    private final AtomicLong pushed = new AtomicLong();

    private LoadSocket(RawSocket raw) {
        this.raw = raw;
        this.reader = new SocketReader(raw, this::take, _ -> {}, () -> {});
        this.reader.start();
    }

    public static LoadSocket open(Chatter chatter, Person person) {
        var raw =
                RawSocket.handshake(
                        chatter.port(),
                        "/ws?token=" + chatter.token(person),
                        "Sec-WebSocket-Protocol: " + V2Socket.SUBPROTOCOL);
        if (raw.status() != 101) {
            throw new IllegalStateException("refused: " + raw.head());
        }
        return new LoadSocket(raw);
    }

    private void take(String frame) {
        if (frame.startsWith("{\"type\":\"ok\"")) {
            this.answers.release();
        } else if (frame.startsWith("{\"type\":\"sent\"")) {
            this.pushed.incrementAndGet();
        } else if (frame.startsWith("{\"type\":\"error\"")) {
            throw new AssertionError(frame);
        }
    }

    /** Says something to a user and waits until that is acknowledged. */
    public void say(String to, String clientId) throws InterruptedException {
        this.raw.write(
                RawSocket.TEXT,
                """
                {"type":"send","id":"1","to":"%s","client_id":"%s","text":"something of the usual length, more or less"}\
                """
                        .formatted(to, clientId));
        if (!this.answers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            this.reader.check();
            throw new AssertionError("no answer to " + clientId);
        }
    }

    /** How many messages it was pushed, its own among them. */
    public long pushed() {
        return this.pushed.get();
    }

    @Override
    public void close() {
        this.reader.end();
    }
}
