package net.emotives.chatter.transport.websocket;

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

import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Frames that we make, beside those that Tomcat makes. */
class TomcatSocketTests {

    private static final int PING = 9;
    private static final ByteBuffer FRAME = ByteBuffer.wrap(new byte[] {(byte) (0x80 | PING), 0});

    /** What came of a write just after Tomcat wrote that it closes, and before it is closed. */
    private static final CompletableFuture<Object> AFTER_CLOSE = new CompletableFuture<>();

    /** The number of the first frame that was not taken at once. */
    private static final CompletableFuture<Integer> LAST = new CompletableFuture<>();

    private final Tomcat tomcat = new Tomcat();

    @AfterEach
    void stop() throws LifecycleException {
        this.tomcat.stop();
        this.tomcat.destroy();
    }

    @Test
    void writesNothingAfterTomcatSaidThatItCloses(@TempDir Path folder) throws Exception {
        try (var client = connect(Closing.class, folder)) {
            assertThat(Objects.requireNonNull(client.read()).opcode()).isEqualTo(PING);
            assertThat(Objects.requireNonNull(client.read()).opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(AFTER_CLOSE.join()).isInstanceOf(IOException.class);
        }
    }

    @Test
    @Timeout(60)
    void leavesWhatIsNotTakenAtOnceForLaterAndLetsNobodyBetween(@TempDir Path folder)
            throws Exception {
        try (var client = connect(Flooding.class, folder)) {
            // It comes as far as to wait for who reads nothing yet.
            var last = LAST.join();
            for (var number = 0; number <= last + 1; ) {
                var frame = Objects.requireNonNull(client.read());
                if (frame.opcode() == PING) {
                    continue;
                }
                assertThat(frame.opcode()).isEqualTo(RawSocket.BINARY);
                assertThat(frame.payload()).hasSize(Flooding.PAYLOAD);
                assertThat(ByteBuffer.wrap(frame.payload()).getInt()).isEqualTo(number++);
            }
        }
    }

    private RawSocket connect(Class<? extends Endpoint> endpoint, Path folder)
            throws LifecycleException {
        this.tomcat.setBaseDir(folder.toString());
        this.tomcat.setPort(0);
        var context = this.tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (_, servlets) -> {
                    var sockets =
                            (ServerContainer)
                                    servlets.getAttribute(ServerContainer.class.getName());
                    try {
                        sockets.addEndpoint(
                                ServerEndpointConfig.Builder.create(endpoint, "/ws").build());
                    } catch (DeploymentException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                Set.of());
        Tomcat.addServlet(context, "default", new Nothing()).addMapping("/");
        this.tomcat.start();
        return RawSocket.handshake(this.tomcat.getConnector().getLocalPort(), "/ws", 8192);
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
    }

    /** Writes without waiting until not all is taken; then the rest and one frame more, waiting. */
    public static final class Flooding extends Endpoint {

        static final int PAYLOAD = 60_000;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            var socket = socket(session);
            // Not on the thread that has the connection's lock.
            Thread.ofPlatform()
                    .start(() -> {
                        try {
                            var number = 0;
                            while (socket.tryToWrite(frame(number))) {
                                number++;
                            }
                            Thread.ofPlatform().start(() -> ping(session));
                            // For it to go ahead, if it may; where it may not, this is for nothing.
                            Thread.sleep(Duration.ofMillis(100));
                            LAST.complete(number);
                            socket.finish();
                            socket.write(frame(number + 1));
                        } catch (IOException | InterruptedException failure) {
                            LAST.completeExceptionally(failure);
                        }
                    });
        }

        /** In the middle of a frame, if it is let. */
        private static void ping(Session session) {
            try {
                session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static ByteBuffer frame(int number) {
            var frame = ByteBuffer.allocate(4 + PAYLOAD);
            // None of its bytes begins a frame.
            Arrays.fill(frame.array(), (byte) 0xFF);
            frame.put((byte) (0x80 | RawSocket.BINARY)).put((byte) 126).putShort((short) PAYLOAD);
            return frame.putInt(number).rewind();
        }
    }

    private static TomcatSocket socket(Session session) {
        return new TomcatSocket((WsSession) session, Duration.ofSeconds(5), () -> {});
    }
}
