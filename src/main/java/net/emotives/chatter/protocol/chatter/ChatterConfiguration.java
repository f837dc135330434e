package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.protocol.chatter.v2.Version2Protocol;
import net.emotives.chatter.transport.websocket.ExactSubprotocol;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Where the socket of the native protocol is found. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class ChatterConfiguration implements WebSocketConfigurer {

    private final NativeWebSocketHandler handler;
    private final TokenHandshake handshake;

    ChatterConfiguration(NativeWebSocketHandler handler, TokenHandshake handshake) {
        this.handler = handler;
        this.handshake = handshake;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        // The handshake looks at the origin itself, before it takes the token.
        registry.addHandler(this.handler, "/ws")
                .setHandshakeHandler(new ExactSubprotocol(Version2Protocol.SUBPROTOCOL))
                .addInterceptors(this.handshake)
                .setAllowedOriginPatterns("*");
    }
}
