package net.emotives.chatter.transport.websocket;

import net.emotives.chatter.transport.Links;
import net.emotives.chatter.transport.TransportProperties;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

/** Opens links over WebSockets of the container. */
@Component
public class WebSockets {

    private final Links links;
    private final TransportProperties properties;

    WebSockets(Links links, TransportProperties properties) {
        this.links = links;
        this.properties = properties;
    }

    /**
     * Takes charge of an opened session until {@link #remove}.
     *
     * @param protocol the name under which the link is counted
     */
    public WebSocketLink add(String protocol, WebSocketSession session, WebSocketEvents events) {
        var link =
                this.links.add(
                        protocol,
                        events,
                        progress ->
                                new WebSocketOutput(
                                        session,
                                        this.properties.sendTimeout(),
                                        progress,
                                        events::status));
        return new WebSocketLink(link, this.properties.frameLimit().toBytes());
    }

    /** Ends a link whose socket the container has closed. */
    public void remove(WebSocketLink socket) {
        this.links.remove(socket.link());
    }
}
