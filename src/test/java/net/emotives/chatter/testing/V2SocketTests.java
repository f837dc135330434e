package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** What the client of the tests lets pass, and what it does not. */
class V2SocketTests {

    private static final String WELCOME =
            """
            {"type":"welcome","user":{"username":"a","group":""},"connection":"c","epoch":"e","heartbeat":25,\
            "limits":{"text":8000,"frame":65536,"rooms":1000,"recover":1000,"resume":200}}\
            """;
    private static final String TYPING =
            "{\"type\":\"typing\",\"room\":\"r\",\"username\":\"b\",\"active\":true}";
    private static final String JOINED =
            "{\"type\":\"joined\",\"room\":\"r\",\"sequence\":2,\"username\":\"b\",\"by\":\"b\"}";
    private static final String OK = "{\"type\":\"ok\",\"id\":\"%s\"}";
    private static final String REFUSED =
            "{\"type\":\"error\",\"id\":\"%s\",\"error\":{\"code\":\"not_a_member\",\"message\":\"No.\"}}";
    private static final String BAD =
            "{\"type\":\"error\",\"error\":{\"code\":\"bad_json\",\"message\":\"No.\"}}";

    private final FakeServer server = new FakeServer("chatter.v2");

    V2SocketTests() throws IOException {}

    @AfterEach
    void closesTheServer() throws IOException {
        this.server.close();
    }

    private V2Socket connect() throws InterruptedException {
        var accepting = this.server.accept();
        var socket = V2Socket.open(this.server.port(), "/ws");
        accepting.join();
        return socket;
    }

    private void says(String... frames) {
        for (var frame : frames) {
            this.server.says(frame);
        }
    }

    @Test
    void givesRepliesByTheirRequestsAndPushesAsTheyCame() throws InterruptedException {
        try (var socket = connect()) {
            var deliver = socket.ask("deliver", f -> f.put("room", "r").put("sequence", 1));
            var read = socket.ask("read", f -> f.put("room", "r").put("sequence", 1));
            assertThat(this.server.hears()).contains("\"deliver\"");
            assertThat(this.server.hears()).contains("\"read\"");
            says(WELCOME, TYPING, JOINED, OK.formatted(1), TYPING, REFUSED.formatted(2), JOINED);
            assertThat(read.join().at("/error/code").asString()).isEqualTo("not_a_member");
            assertThat(deliver.join().get("id").asString()).isEqualTo("1");
            assertThat(socket.welcome().get("epoch").asString()).isEqualTo("e");
            socket.nextPush("joined");
            socket.nextPush("typing");
            socket.nextPush("typing");
            socket.nextPush("joined");
            assertThat(socket.pushes())
                    .extracting(push -> push.get("type").asString())
                    .containsExactly("welcome", "typing", "joined", "typing", "joined");
        }
    }

    @Test
    void tellsErrorsWithoutIdApart() throws InterruptedException {
        try (var socket = connect()) {
            says(WELCOME, BAD, BAD);
            assertThat(socket.nextRefusal().get("code").asString()).isEqualTo("bad_json");
            assertThat(socket.nextRefusal().get("code").asString()).isEqualTo("bad_json");
            var answering =
                    Thread.ofVirtual()
                            .start(() -> {
                                assertThat(this.server.hears()).isEqualTo("{");
                                says(BAD);
                            });
            assertThat(socket.sendBad("{").get("code").asString()).isEqualTo("bad_json");
            answering.join();
        }
    }

    @Test
    void findsRepliesOutOfOrder() throws InterruptedException {
        var socket = connect();
        var ping = socket.ask("rooms", _ -> {});
        var members = socket.ask("members", f -> f.put("room", "r"));
        says(WELCOME, REFUSED.formatted(2), REFUSED.formatted(1));
        assertFails(socket, "A reply came where one to 1 was due");
        assertThatThrownBy(ping::join).isInstanceOf(CompletionException.class);
        assertThatThrownBy(members::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void findsReplyThatIsNotOfItsRequest() throws InterruptedException {
        var socket = connect();
        var _ = socket.ask("ping", _ -> {});
        says(WELCOME, OK.formatted(1));
        assertFails(socket, "The server may not answer ping");
    }

    @Test
    void findsBadFrameThatIsAccepted() throws InterruptedException {
        var socket = connect();
        says(WELCOME, OK.formatted("x"));
        assertFails(socket, "A reply came where one to nothing was due");
    }

    @Test
    void findsUndocumentedKeyOfPush() throws InterruptedException {
        var socket = connect();
        says(WELCOME, TYPING.replace("}", ",\"more\":1}"));
        assertFails(socket, "more: property");
    }

    @Test
    void findsPushBeforeWelcome() throws InterruptedException {
        var socket = connect();
        says(TYPING);
        assertFails(socket, "The first push, and no other, is welcome");
    }

    @Test
    void findsSecondWelcome() throws InterruptedException {
        var socket = connect();
        says(WELCOME, WELCOME);
        assertFails(socket, "The first push, and no other, is welcome");
    }

    @Test
    void sendsNoBadFrameByMistakeAndNoGoodOneAsBad() throws InterruptedException {
        try (var socket = connect()) {
            assertThatThrownBy(() -> socket.send("", "c", "text"))
                    .hasMessageContaining("A client may not send");
            assertThatThrownBy(() -> socket.sendBad("{\"type\":\"ping\"}"))
                    .hasMessageContaining("A client may well send");
        }
    }

    @Test
    void failsRequestsWhenTheConnectionEnds() throws InterruptedException, IOException {
        try (var socket = connect()) {
            var resume =
                    socket.ask("resume", f -> f.put("epoch", "e").putObject("rooms").put("r", 1));
            says(WELCOME);
            socket.welcome();
            this.server.close();
            assertThatThrownBy(resume::join).hasMessageContaining("the connection ended");
            assertThatThrownBy(() -> socket.resume("e", Map.of("r", 1L)))
                    .hasMessageContaining("no reply came");
            assertThatThrownBy(() -> socket.nextPush("sent"))
                    .hasMessageContaining("before the end");
            assertThat(socket.closeCode()).isEqualTo(1006);
        }
    }

    @Test
    void opensNothingElseThanVersion2() throws IOException {
        try (var other = new FakeServer("chatter.v1")) {
            other.accept();
            assertThatThrownBy(() -> V2Socket.open(other.port(), "/ws"))
                    .hasMessageContaining("refused");
        }
    }

    /** At the next call, and again at the close. */
    private static void assertFails(V2Socket socket, String why) {
        assertThatThrownBy(() -> socket.nextPush("sent"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
        assertThatThrownBy(socket::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }
}
