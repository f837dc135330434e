package net.emotives.chatter.transport.websocket;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import java.util.List;
import java.util.stream.Stream;

/**
 * Selects the subprotocol that is then spoken, and no other: Spring's own choice ignores case, and
 * does not look into lists where the header comes more than once. Subprotocols are compared to the
 * letter (RFC 6455, section 1.9).
 */
public final class ExactSubprotocol extends DefaultHandshakeHandler {

    private final String subprotocol;

    /** Accepts this subprotocol, and connections that ask for none. */
    public ExactSubprotocol(String subprotocol) {
        super(new LeanUpgrade());
        this.subprotocol = subprotocol;
    }

    @Override
    protected @Nullable String selectProtocol(List<String> requested, WebSocketHandler handler) {
        return requested.stream()
                        .flatMap(header -> Stream.of(header.split(",", -1)))
                        .map(String::strip)
                        .anyMatch(this.subprotocol::equals)
                ? this.subprotocol
                : null;
    }
}
