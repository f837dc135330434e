package net.emotives.chatter.dev;

import com.microsoft.playwright.Browser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the client's modules and the page that has nothing else, from memory on a port of the
 * loopback, and opens that page in a browser. The page of one test after the other is loaded in the
 * same tab, since a new one takes ten times as long.
 */
final class ClientSite implements AutoCloseable {

    private final HttpServer server;
    private final Browser browser;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private @Nullable ClientPage page;

    private ClientSite(HttpServer server, Browser browser) {
        this.server = server;
        this.browser = browser;
    }

    static ClientSite start(Browser browser) {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var site = new ClientSite(HttpServer.create(loopback, 0), browser);
            site.server.createContext("/", site::serve);
            site.server.start();
            return site;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A page that is there and has not connected; it is the only one at a time. */
    ClientPage open() {
        return open("");
    }

    /** The same, after a script has changed what the browser offers. */
    ClientPage open(String script) {
        var page = this.page;
        if (page == null) {
            page = ClientPage.in(this.browser, address());
            this.page = page;
        }
        return page.renew(script);
    }

    /** Where the page and its modules are, with a slash at the end. */
    String address() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var isModule = path.endsWith(".js");
            var file = isModule ? "static" + path : "client" + path;
            var body = this.files.computeIfAbsent(file, ClientSite::read);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", isModule ? "text/javascript" : "text/html");
            headers.set("Cache-Control", "max-age=3600");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] read(String path) {
        try {
            return new ClassPathResource(path).getContentAsByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}
