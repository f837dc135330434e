package net.emotives.chatter.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.standard.StandardWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.standard.ServerEndpointRegistration;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/**
 * Makes a socket of a request, and keeps nothing of the request: Spring and Tomcat each have a
 * session hold a copy of all headers, and of the addresses and parameters with them, which takes
 * more than what chatter knows of a connection. What is needed of them is looked at before the
 * handshake.
 */
final class LeanUpgrade extends StandardWebSocketUpgradeStrategy {

    /** Answers for each header, and where all are asked for to be kept, has none. */
    private static final class Unlisted extends HttpServletRequestWrapper {

        Unlisted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }
    }

    /** No extensions are spoken: frames are written once for many connections. */
    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String selectedProtocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var servlet = getHttpServletRequest(request);
        var session = new StandardWebSocketSession(HttpHeaders.EMPTY, attributes, null, null, user);
        var endpoint =
                new ServerEndpointRegistration(
                        servlet.getRequestURI(),
                        new StandardWebSocketHandlerAdapter(handler, session));
        if (selectedProtocol != null) {
            endpoint.setSubprotocols(List.of(selectedProtocol));
        }
        try {
            getContainer(servlet)
                    .upgradeHttpToWebSocket(
                            new Unlisted(servlet),
                            getHttpServletResponse(response),
                            endpoint,
                            Map.of());
        } catch (Exception failure) {
            throw new HandshakeFailureException("The request could not become a socket", failure);
        }
    }
}
