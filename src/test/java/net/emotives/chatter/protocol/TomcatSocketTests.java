package net.emotives.chatter.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

import net.emotives.chatter.testing.RawSocket;

import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Frames that we make, beside those that Tomcat makes. */
class TomcatSocketTests {

    private static final int PING = 9;
    private static final ByteBuffer FRAME = ByteBuffer.wrap(new byte[] {(byte) (0x80 | PING), 0});

    /** What came of a write just after Tomcat wrote that it closes, and before it is closed. */
    private static final CompletableFuture<Object> AFTER_CLOSE = new CompletableFuture<>();

    @Test
    void writesNothingAfterTomcatSaidThatItCloses(@TempDir Path folder) throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        var context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (_, servlets) -> {
                    var sockets =
                            (ServerContainer)
                                    servlets.getAttribute(ServerContainer.class.getName());
                    try {
                        sockets.addEndpoint(
                                ServerEndpointConfig.Builder.create(Closing.class, "/ws").build());
                    } catch (DeploymentException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                Set.of());
        Tomcat.addServlet(context, "default", new Nothing()).addMapping("/");
        tomcat.start();
        try (var client = RawSocket.handshake(tomcat.getConnector().getLocalPort(), "/ws", 8192)) {
            assertThat(Objects.requireNonNull(client.read()).opcode()).isEqualTo(PING);
            assertThat(Objects.requireNonNull(client.read()).opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(AFTER_CLOSE.join()).isInstanceOf(IOException.class);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    /** Where no socket is asked for. */
    private static final class Nothing extends HttpServlet {

        @Serial private static final long serialVersionUID = 1;
    }

    /** Says one word, has Tomcat close, and tries another word while it does. */
    public static final class Closing extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            try {
                socket(session).write(FRAME.duplicate());
                session.close();
            } catch (IOException failure) {
                AFTER_CLOSE.completeExceptionally(failure);
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            try {
                socket(session).write(FRAME.duplicate());
                AFTER_CLOSE.complete("written");
            } catch (IOException refused) {
                AFTER_CLOSE.complete(refused);
            }
        }

        private static TomcatSocket socket(Session session) {
            return new TomcatSocket((WsSession) session, Duration.ofSeconds(5));
        }
    }
}
