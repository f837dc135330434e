package net.emotives.chatter.transport.websocket;

import net.emotives.chatter.transport.TransportProperties;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Configures sockets in the container. */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

    /**
     * The container takes these buffers for each connection; frames are joined by {@link
     * FrameAssembler} instead.
     */
    private static final int PIECE = 1024;

    @Bean
    ServletServerContainerFactoryBean webSocketContainer() {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(PIECE);
        container.setMaxBinaryMessageBufferSize(PIECE);
        return container;
    }

    /**
     * The connector keeps two more for each; requests longer than that are read in pieces. And the
     * system is told how much it may keep of what is written: by itself it takes up to 4 MiB for
     * each client that does not read, out of the container's memory.
     */
    @Bean
    TomcatConnectorCustomizer smallBuffers(TransportProperties properties) {
        var sendBuffer = Long.toString(properties.sendBuffer().toBytes());
        return connector -> {
            connector.setProperty("socket.txBufSize", sendBuffer);
            connector.setProperty("socket.appReadBufSize", Integer.toString(PIECE));
            connector.setProperty("socket.appWriteBufSize", Integer.toString(PIECE));
        };
    }
}
