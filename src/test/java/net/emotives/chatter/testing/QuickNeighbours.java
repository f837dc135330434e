package net.emotives.chatter.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * uacl and notif for measuring, in the least time: whoever says he is somebody is, and everything
 * is taken and not kept.
 */
public record QuickNeighbours(HttpServer server) implements AutoCloseable {

    public static QuickNeighbours start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/authorize", QuickNeighbours::authorize);
            server.createContext("/notify", exchange -> answer(exchange, 201, "{}"));
            server.start();
            return new QuickNeighbours(server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void authorize(HttpExchange exchange) throws IOException {
        var username =
                exchange.getRequestHeaders()
                        .getFirst("Authorization")
                        .substring("Bearer ".length());
        answer(
                exchange,
                200,
                """
                {"result":{"name":"%1$s","username":"%1$s","user_group":"%2$s"},"message":null}\
                """
                        .formatted(username, group(username)));
    }

    /** Pairs are groups of their own, so that who comes is told to one other. */
    private static String group(String username) {
        var number = Integer.parseInt(username.replaceAll("\\D", ""));
        return "pair" + number / 2;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
    }

    public String verificationUrl() {
        return url("/authorize");
    }

    public String notificationUrl() {
        return url("/notify");
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}
