package net.emotives.chatter.tracing;

import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces as a collector does (OTLP over HTTP), and keeps them. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    Collector() {
        try {
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.server.createContext(
                "/v1/traces",
                exchange -> {
                    try (exchange) {
                        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                                .getResourceSpansList()
                                .forEach(resource ->
                                        resource.getScopeSpansList()
                                                .forEach(scope ->
                                                        this.spans.addAll(scope.getSpansList())));
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        this.server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces";
    }

    /** The spans of that name, so far. */
    List<Span> named(String name) {
        return this.spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** Those that follow from this one at once. */
    List<Span> children(Span of) {
        return this.spans.stream()
                .filter(span ->
                        span.getTraceId().equals(of.getTraceId())
                                && span.getParentSpanId().equals(of.getSpanId()))
                .toList();
    }

    List<Span> all() {
        return this.spans;
    }

    static String traceOf(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}
