package net.emotives.chatter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One address for several nodes, as a service of Kubernetes is one: a new connection goes to the
 * next node that is ready, and stays with it whatever becomes of it. Any thread.
 */
public final class ServiceAddress implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerSocket entrance;
    private final HttpClient probe =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final Set<Integer> nodes = new CopyOnWriteArraySet<>();
    private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    private ServiceAddress(ServerSocket entrance) {
        this.entrance = entrance;
    }

    /** One without nodes; who comes is sent away. */
    public static ServiceAddress open() {
        try {
            var address =
                    new ServiceAddress(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("service-address").start(address::accept);
            return address;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** From now on that node is looked after, and gets connections while it is ready. */
    public void add(JarProcess node) {
        this.nodes.add(node.port());
        Thread.ofVirtual().name("readiness-probe").start(() -> look(node.port()));
    }

    /** No new connection goes to that node. */
    public void remove(JarProcess node) {
        this.nodes.remove(node.port());
        this.ready.remove(node.port());
    }

    public int port() {
        return this.entrance.getLocalPort();
    }

    /** The ports of the nodes that are ready. */
    public Set<Integer> ready() {
        return Set.copyOf(this.ready);
    }

    private void look(int node) {
        while (this.nodes.contains(node) && !this.entrance.isClosed()) {
            if (isReady(node) && this.nodes.contains(node)) {
                this.ready.add(node);
            } else {
                this.ready.remove(node);
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private boolean isReady(int node) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node + "/readyz"))
                        .timeout(PATIENCE)
                        .build();
        try {
            return this.probe.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                    == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void accept() {
        while (true) {
            Socket near;
            try {
                near = this.entrance.accept();
            } catch (IOException closed) {
                return;
            }
            Thread.startVirtualThread(() -> connect(near));
        }
    }

    private void connect(Socket near) {
        var candidates = this.nodes.stream().filter(this.ready::contains).toList();
        for (var tries = 0; tries < candidates.size(); tries++) {
            var node =
                    candidates.get(Math.floorMod(this.turn.getAndIncrement(), candidates.size()));
            var far = new Socket();
            try {
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node));
                var line = new Line(near, far, this.lines::remove);
                this.lines.add(line);
                line.start();
                if (this.entrance.isClosed()) {
                    line.end();
                }
                return;
            } catch (IOException refused) {
                // It went a moment ago.
                Line.end(far);
            }
        }
        Line.end(near);
    }

    @Override
    public void close() {
        try {
            this.entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.lines.forEach(Line::end);
        this.probe.shutdownNow();
    }
}
