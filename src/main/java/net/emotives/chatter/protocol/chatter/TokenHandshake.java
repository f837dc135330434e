package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.protocol.ClientAddresses;
import net.emotives.chatter.protocol.Sockets;
import net.emotives.chatter.tokens.Tokens;
import net.emotives.chatter.users.Suspended;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets whoever shows a token open a socket. The token is taken last, so that a request that could
 * not become a socket, or comes from a page of strangers, does not cost its user the token.
 */
@Component
class TokenHandshake implements HandshakeInterceptor {

    private static final String USER = "chatter.user";
    private static final String ADDRESS = "chatter.address";

    private final Tokens tokens;
    private final Users users;
    private final Sockets sockets;
    private final ClientAddresses addresses;
    private final WebProperties properties;
    private final ChatterAnswers answers;

    TokenHandshake(
            Tokens tokens,
            Users users,
            Sockets sockets,
            ClientAddresses addresses,
            WebProperties properties,
            ChatterAnswers answers) {
        this.tokens = tokens;
        this.users = users;
        this.sockets = sockets;
        this.addresses = addresses;
        this.properties = properties;
        this.answers = answers;
    }

    static User userOf(WebSocketSession session) {
        return (User) Objects.requireNonNull(session.getAttributes().get(USER));
    }

    /** Where it comes from. */
    static String addressOf(WebSocketSession session) {
        return (String) Objects.requireNonNull(session.getAttributes().get(ADDRESS));
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        var refusal = refusal(request, attributes);
        if (refusal.isPresent()) {
            this.answers.write(refusal.get(), response);
        }
        return refusal.isEmpty();
    }

    private Optional<ResponseEntity<Envelope>> refusal(
            ServerHttpRequest request, Map<String, Object> attributes) {
        try {
            var wrong = UpgradeRequest.problemOf(request.getMethod(), request.getHeaders());
            if (wrong.isPresent() && !HttpMethod.GET.equals(request.getMethod())) {
                // Its parameters are not looked at: they might be in a body.
                return wrong;
            }
            var servlet = ((ServletServerHttpRequest) request).getServletRequest();
            var token = servlet.getParameter("token");
            var shown = token == null ? "" : token;
            if (wrong.isPresent()) {
                this.tokens.check(shown);
                return wrong;
            }
            var origin = request.getHeaders().getOrigin();
            if (origin != null && !this.properties.allows(origin)) {
                return Optional.of(
                        answer(
                                HttpStatus.FORBIDDEN,
                                "Pages of this origin may not open sockets here."));
            }
            if (this.sockets.isDraining()) {
                return Optional.of(
                        answer(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "This node is going away; try again."));
            }
            this.addresses.checkSockets(servlet.getRemoteAddr());
            // Who is suspended and remembered otherwise is sent away once this node knows.
            var user = this.users.find(this.tokens.redeem(shown)).orElseThrow();
            if (user.isSuspended()) {
                throw new Suspended();
            }
            attributes.put(USER, user);
            attributes.put(ADDRESS, servlet.getRemoteAddr());
            return Optional.empty();
        } catch (RuntimeException failure) {
            // All of them: Spring would log what it does not know with the address of the request,
            // in which the token stands.
            return Optional.of(ChatterErrors.answer(failure));
        }
    }

    private static ResponseEntity<Envelope> answer(HttpStatus status, String message) {
        var answer =
                ResponseEntity.status(status).header(HttpHeaders.CONTENT_TYPE, "application/json");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(Envelope.saying(message));
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // Everything was decided before.
    }
}
