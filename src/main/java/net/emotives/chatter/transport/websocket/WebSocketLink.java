package net.emotives.chatter.transport.websocket;

import net.emotives.chatter.transport.Link;

import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;

import java.util.Optional;

/** A {@link Link} over a WebSocket, and the reader that joins its frames. */
public final class WebSocketLink {

    private final Link link;
    private final FrameAssembler assembler;

    WebSocketLink(Link link, long frameLimit) {
        this.link = link;
        this.assembler = new FrameAssembler(frameLimit);
    }

    /** Returns the link that is written. */
    public Link link() {
        return this.link;
    }

    /**
     * Takes a piece that the container read; returns the text of the whole frame if this was its
     * last piece. Throws {@link FrameTooLarge}. For the thread that reads the connection.
     */
    public Optional<String> receive(WebSocketMessage<?> piece) {
        this.link.heard();
        if (piece instanceof PongMessage pong) {
            this.link.ponged(pong.getPayload());
            return Optional.empty();
        }
        return this.link.isClosing() ? Optional.empty() : this.assembler.add(piece);
    }
}
