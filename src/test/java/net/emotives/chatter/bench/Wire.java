package net.emotives.chatter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One thread for any number of raw WebSockets: it parses frames out of one buffer and hands them to
 * the scenario, which runs on it as well and so needs no locks.
 */
final class Wire implements AutoCloseable {

    /** Linux gives some 28,000 ports to each address, and keeps those of closed ones a while. */
    private static final int PER_ADDRESS = 20_000;

    /** By all wires: what one left behind is not to be in the way of the next. */
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile LongSupplier timer = () -> Long.MAX_VALUE;
    private volatile boolean closed;
    private volatile Throwable failure = new IllegalStateException("none");
    private volatile boolean failed;

    Wire() {
        try {
            this.selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.thread = Thread.ofPlatform().name("wire").start(this::run);
    }

    /** What happens next on the wire's thread, now and whenever the time it returned has come. */
    void every(LongSupplier timer) {
        run(() -> this.timer = timer);
    }

    /** Runs it on the wire's thread, and waits until that is done. */
    void run(Runnable task) {
        var done = new CountDownLatch(1);
        this.tasks.add(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        this.selector.wakeup();
        try {
            var tries = 0;
            while (!done.await(1, TimeUnit.SECONDS)) {
                check();
                if (++tries == 60) {
                    throw new IllegalStateException("the wire is stuck");
                }
            }
            check();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Fails where anything failed on the wire's thread. */
    void check() {
        if (this.failed) {
            throw new AssertionError("on the wire", this.failure);
        }
    }

    /** Opens a socket; on the wire's thread. */
    Link open(int port, String path, String headers, Link.Listener listener) {
        try {
            var channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var source = "127.0.0." + (2 + OPENED.getAndIncrement() / PER_ADDRESS % 250);
            channel.bind(new InetSocketAddress(source, 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            var link = new Link(channel, path, headers, listener);
            link.registered(channel.register(this.selector, SelectionKey.OP_CONNECT, link));
            return link;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The processor time that the wire's thread has used so far, in nanoseconds. */
    long cpu() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(this.thread.threadId());
    }

    private void run() {
        try {
            while (!this.closed) {
                var left = this.timer.getAsLong() - System.nanoTime();
                if (left <= 0) {
                    this.selector.selectNow();
                } else {
                    this.selector.select(Math.min(1000, Math.max(1, left / 1_000_000)));
                }
                for (var task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
                    task.run();
                }
                var keys = this.selector.selectedKeys();
                for (var key : keys) {
                    if (key.isValid()) {
                        ((Link) key.attachment()).ready(key, this.buffer);
                    }
                }
                keys.clear();
            }
        } catch (IOException | RuntimeException | AssertionError bad) {
            this.failure = bad;
            this.failed = true;
        } finally {
            this.selector.keys().forEach(key -> ((Link) key.attachment()).close());
        }
    }

    @Override
    public void close() {
        this.closed = true;
        this.selector.wakeup();
        try {
            this.thread.join();
            this.selector.close();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
