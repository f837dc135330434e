package net.emotives.chatter.notifications;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/**
 * Follows 307 and 308 within the same scheme, host and port, with the method, headers and body of
 * the first request, so many times at most. Every other redirect is returned as the answer: 301,
 * 302 and 303 would turn a POST into a GET, and another server is not to get the shared secret.
 */
record SameServerRedirects(int limit) implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        var current = request;
        for (var followed = 0; ; followed++) {
            var response = execution.execute(current, body);
            var target = followed < this.limit ? target(current.getURI(), response) : null;
            if (target == null) {
                return response;
            }
            response.close();
            current = new Redirected(request, target);
        }
    }

    private static @Nullable URI target(URI from, ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode().value();
        var location = response.getHeaders().getFirst("Location");
        if ((status != 307 && status != 308) || location == null) {
            return null;
        }
        try {
            var target = from.resolve(location);
            return server(target).equals(server(from)) ? target : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static String server(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var port = address.getPort();
        var standard = scheme.equals("https") ? 443 : 80;
        return scheme
                + "://"
                + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT)
                + ":"
                + (port == -1 ? standard : port);
    }

    /** The same request at another address. */
    private static final class Redirected extends HttpRequestWrapper {

        private final URI target;

        Redirected(HttpRequest request, URI target) {
            super(request);
            this.target = target;
        }

        @Override
        public URI getURI() {
            return this.target;
        }
    }
}
