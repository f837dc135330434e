package net.emotives.chatter.dev;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries the connections of a port to another, until it is cut: then those that are open end, and
 * new ones end at once, until it is mended. Any thread may cut and mend.
 */
final class Cable implements Closeable {

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Cable(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    static Cable to(int target) throws IOException {
        var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.startVirtualThread(cable::accept);
        return cable;
    }

    int port() {
        return this.entrance.getLocalPort();
    }

    void cut() {
        this.cut = true;
        this.open.forEach(Cable::end);
        this.open.clear();
    }

    void mend() {
        this.cut = false;
    }

    private void accept() {
        while (!this.entrance.isClosed()) {
            try {
                var near = this.entrance.accept();
                this.open.add(near);
                if (this.cut) {
                    end(near);
                } else {
                    var far = new Socket(InetAddress.getLoopbackAddress(), this.target);
                    this.open.add(far);
                    Thread.startVirtualThread(() -> carry(near, far));
                    Thread.startVirtualThread(() -> carry(far, near));
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            end(from);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        this.entrance.close();
        cut();
    }
}
