package net.emotives.chatter.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import net.emotives.chatter.dev.Answer.Notice;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A small HTTP server on loopback that answers JSON in the envelope that uacl, notif and chatter
 * share. Each request has a virtual thread. Pages of the given origins may call it.
 */
final class LoopbackServer implements AutoCloseable {

    /** What a method and a path answer; may be called by many threads at once. */
    @FunctionalInterface
    interface Route {
        Answer answer(Request request);
    }

    static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private static final Logger log = LoggerFactory.getLogger(LoopbackServer.class);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final HttpServer server;
    private final Set<String> origins;
    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    private LoopbackServer(HttpServer server, Set<String> origins) {
        this.server = server;
        this.origins = origins;
    }

    /** Listens on the port or, where that is taken, on any free one. */
    static LoopbackServer start(int port, Set<String> origins) {
        try {
            var loopback = new LoopbackServer(listen(port), origins);
            loopback.server.createContext("/", loopback::handle);
            loopback.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            loopback.server.start();
            return loopback;
        } catch (IOException failure) {
            throw new TryoutRefused("No port on loopback can be listened on: " + failure, failure);
        }
    }

    private static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(LOOPBACK, port), 0);
        } catch (BindException taken) {
            return HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        }
    }

    /** Answers a method and a path, with or without a slash at its end, from now on. */
    void route(String method, String path, Route route) {
        this.routes.put(method + " " + path, route);
    }

    /** Where it listens, without a slash at the end. */
    String address() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            allowOrigin(exchange);
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            var answer = answer(exchange);
            var body = JSON.writeValueAsBytes(answer.envelope());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().replaceFirst("(?<=.)/$", "");
        var route = this.routes.get(exchange.getRequestMethod() + " " + path);
        if (route == null) {
            return Answer.refused(404, new Notice("Nothing here"));
        }
        try {
            return route.answer(Request.of(exchange));
        } catch (RuntimeException failure) {
            log.error("A stand-in failed", failure);
            return Answer.refused(500, new Notice("The stand-in failed; its log tells more"));
        }
    }

    private void allowOrigin(HttpExchange exchange) {
        var headers = exchange.getResponseHeaders();
        headers.set("Vary", "Origin");
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && this.origins.contains(origin)) {
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
            headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type");
            headers.set("Access-Control-Max-Age", "600");
        }
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}
