package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** That what the tests do to connections is what happens to them. */
class CableIntegrationTests {

    private static final int PATIENCE_MILLIS = 60_000;

    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private final Cable cable = Cable.to(this.server.getLocalPort());
    private Socket client = new Socket();
    private Socket peer = new Socket();

    CableIntegrationTests() throws IOException {}

    @BeforeEach
    void connects() throws IOException {
        this.client = new Socket(InetAddress.getLoopbackAddress(), this.cable.port());
        this.peer = this.server.accept();
        waitForWhatIsSaid(PATIENCE_MILLIS);
    }

    private void waitForWhatIsSaid(int millis) throws IOException {
        this.client.setSoTimeout(millis);
        this.peer.setSoTimeout(millis);
    }

    @AfterEach
    void closes() throws IOException {
        this.client.close();
        this.peer.close();
        this.cable.close();
        this.server.close();
    }

    /** The connection; the far end can accept it a moment before the cable knows it. */
    private Line line() {
        await().until(() -> !this.cable.lines().isEmpty());
        return this.cable.lines().iterator().next();
    }

    private void says(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hears(Socket to, int bytes) throws IOException {
        return new String(to.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @Test
    void carriesBothWaysAndEnds() throws IOException {
        talk();
    }

    private void talk() throws IOException {
        says(this.client, "there");
        assertThat(hears(this.peer, 5)).isEqualTo("there");
        says(this.peer, "back");
        assertThat(hears(this.client, 4)).isEqualTo("back");
        this.peer.close();
        assertThat(this.client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void resetsAfterSoManyBytes() throws IOException {
        line().resetAfter(3);
        says(this.peer, "back");
        assertThat(hears(this.client, 3)).isEqualTo("bac");
        assertThatThrownBy(() -> this.client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThatThrownBy(() -> this.peer.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void keepsSilentAndThenTellsEverything() throws IOException {
        this.cable.silence();
        waitForWhatIsSaid(300);
        says(this.peer, "back");
        says(this.client, "there");
        assertThatThrownBy(() -> this.client.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        this.client.close();
        assertThatThrownBy(() -> this.peer.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        this.cable.flow();
        this.peer.setSoTimeout(PATIENCE_MILLIS);
        assertThat(hears(this.peer, 5)).isEqualTo("there");
        assertThat(this.peer.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void letsNobodyThroughUntilMended() throws IOException {
        this.cable.cut();
        assertThat(this.client.getInputStream().read()).isEqualTo(-1);
        assertThat(this.peer.getInputStream().read()).isEqualTo(-1);
        try (var another = new Socket(InetAddress.getLoopbackAddress(), this.cable.port())) {
            assertThat(another.getInputStream().read()).isEqualTo(-1);
        }
        this.cable.mend();
        connects();
        talk();
    }
}
