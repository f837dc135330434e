package net.emotives.chatter.bench;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The first page of any tutorial: whoever speaks has his words sent to one session after the other.
 * Nothing of it is tuned. No component, so that no test of the service finds it.
 */
@EnableWebSocket
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
class NaiveSpring implements WebSocketConfigurer {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(NaiveSpring.class)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=" + arguments[0],
                        // Not the settings of the service, which are on the class path as well.
                        "--spring.config.name=naive");
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Loop(), "/ws").setAllowedOriginPatterns("*");
    }

    private static final class Loop extends TextWebSocketHandler {

        private final Set<WebSocketSession> sessions = ConcurrentHashMap.newKeySet();

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            this.sessions.add(session);
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            this.sessions.remove(session);
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                throws IOException {
            for (var other : this.sessions) {
                synchronized (other) {
                    other.sendMessage(message);
                }
            }
        }
    }
}
