package net.emotives.chatter.cluster;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** A notif that takes everything and keeps nothing, so that it takes next to no time. */
record SilentNotif(HttpServer server) implements AutoCloseable {

    static SilentNotif start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            exchange.getRequestBody().readAllBytes();
                            exchange.sendResponseHeaders(201, -1);
                        }
                    });
            server.start();
            return new SilentNotif(server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/internal_notification";
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}
