package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.tokens.Tokens;
import net.emotives.chatter.transport.Admission;
import net.emotives.chatter.transport.websocket.UpgradeRequest;
import net.emotives.chatter.users.Suspended;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
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
 * Handshake that redeems a token for a socket. The token is redeemed last, so that a request that
 * cannot become a socket, or comes from a page of another origin, does not use it up.
 */
@Component
class TokenHandshake implements HandshakeInterceptor {

    private static final String USER = "chatter.user";
    private static final String ADDRESS = "chatter.address";

    private final Tokens tokens;
    private final Users users;
    private final Admission admission;
    private final ChatterAnswers answers;

    TokenHandshake(Tokens tokens, Users users, Admission admission, ChatterAnswers answers) {
        this.tokens = tokens;
        this.users = users;
        this.admission = admission;
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
            var wrong =
                    UpgradeRequest.problemOf(request.getMethod(), request.getHeaders())
                            .map(TokenHandshake::answer);
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
            this.admission.check(request.getHeaders().getOrigin(), servlet.getRemoteAddr());
            // A cached user may be suspended meanwhile; its connections end once this node knows.
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

    private static ResponseEntity<Envelope> answer(UpgradeRequest.Refusal refusal) {
        return ResponseEntity.status(refusal.status())
                .headers(refusal.headers())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Envelope.saying(refusal.sentence()));
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
