package net.emotives.chatter.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.apache.tomcat.websocket.server.WsSci;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/**
 * Tomcat with an endpoint that does nothing, and no application: what a connection costs before
 * anybody uses it. Tuned as the service tunes its own, or more with {@link #SMALL}.
 */
final class BareTomcat {

    private static final int PIECE = 1024;

    /** The property that says how large the connector's buffers are; else they are Tomcat's own. */
    private static final String BUFFER = "bare.buffer";

    /** Options by which all buffers of a connection are small, and not only those for messages. */
    static final List<String> SMALL =
            List.of(
                    "-D" + BUFFER + "=" + PIECE,
                    "-Dorg.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE=" + PIECE);

    private BareTomcat() {}

    public static void main(String[] arguments) throws LifecycleException, IOException {
        var folder = Files.createTempDirectory("bare-tomcat");
        var tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(Integer.parseInt(arguments[0]));
        var connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", "100000");
        connector.setProperty("acceptCount", "4096");
        var buffer = Integer.getInteger(BUFFER);
        if (buffer != null) {
            connector.setProperty("socket.appReadBufSize", buffer.toString());
            connector.setProperty("socket.appWriteBufSize", buffer.toString());
        }
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setExecutor(new VirtualThreadExecutor("bare-"));
        }
        var context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "default", new Nothing()).addMapping("/");
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (_, servlets) ->
                        open(
                                (ServerContainer)
                                        servlets.getAttribute(ServerContainer.class.getName())),
                Set.of());
        tomcat.start();
        tomcat.getServer().await();
    }

    private static void open(ServerContainer container) {
        container.setDefaultMaxTextMessageBufferSize(PIECE);
        container.setDefaultMaxBinaryMessageBufferSize(PIECE);
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/ws").build());
            container.addEndpoint(ServerEndpointConfig.Builder.create(Echo.class, "/echo").build());
        } catch (DeploymentException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Where no socket is asked for. */
    private static final class Nothing extends HttpServlet {

        @Serial private static final long serialVersionUID = 1;
    }

    /** Reads, as any application does; Tomcat makes one for each connection. */
    public static final class Silent extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(
                    new MessageHandler.Partial<String>() {
                        @Override
                        public void onMessage(String piece, boolean last) {}
                    });
        }
    }

    /** Says again what it hears. */
    public static final class Echo extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(
                    String.class,
                    text -> {
                        try {
                            session.getBasicRemote().sendText(text);
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    });
        }
    }
}
