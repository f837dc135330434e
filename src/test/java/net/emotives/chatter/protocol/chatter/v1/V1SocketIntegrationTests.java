package net.emotives.chatter.protocol.chatter.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The rows of the contract's table of frames, one by one. */
@ChatterTest
class V1SocketIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;

    @BeforeEach
    void nameTwo() {
        this.alice = this.neighbours.person("alice", "here");
        this.bob = this.neighbours.person("bob", "here");
    }

    @Test
    void frameCarriesTheIdOfTheHistoryAndGoesToBothEnds() {
        try (var a = this.chatter.connect(this.alice);
                var b = this.chatter.connect(this.bob)) {
            a.say(this.bob.username(), "hi");
            var frame = b.nextMessage();
            assertThat(a.nextMessage()).isEqualTo(frame);
            assertThat(frame.propertyNames())
                    .containsExactly("id", "username_from", "username_to", "message", "created");
            assertThat(frame.get("created").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
            assertThat(history(this.bob, this.alice)).containsExactly(frame);
        }
    }

    @Test
    void imageGoesWithoutText() {
        try (var a = this.chatter.connect(this.alice)) {
            a.send(
                    "{\"username_to\":\"%s\",\"message\":\"\",\"image_path\":\"/x.png\"}"
                            .formatted(this.alice.username()));
            var frame = a.nextMessage();
            assertThat(frame.get("image_path").asString()).isEqualTo("/x.png");
            assertThat(frame.has("message")).isFalse();
        }
    }

    @Test
    void messageToOneselfIsOneFrame() {
        try (var a = this.chatter.connect(this.alice)) {
            a.say(this.alice.username(), "one");
            a.say(this.alice.username(), "two");
            assertThat(a.nextMessage().get("message").asString()).isEqualTo("one");
            assertThat(a.nextMessage().get("message").asString()).isEqualTo("two");
        }
    }

    @Test
    void everyConnectionOfBothGetsEveryFrame() {
        try (var a1 = this.chatter.connect(this.alice);
                var a2 = this.chatter.connect(this.alice);
                var b1 = this.chatter.connect(this.bob);
                var b2 = this.chatter.connect(this.bob)) {
            a2.say(this.bob.username(), "hi");
            assertThat(Stream.of(a1, a2, b1, b2).map(Socket::nextMessage).distinct()).hasSize(1);
        }
    }

    @Test
    void closingOneConnectionLeavesTheOther() {
        try (var old = this.chatter.connect(this.alice);
                var young = this.chatter.connect(this.alice)) {
            old.leave();
            await().until(old::isClosed);
            young.say(this.alice.username(), "still here");
            assertThat(young.nextMessage().get("message").asString()).isEqualTo("still here");
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "{\"username_from\":\"BOB\",\"username_to\":\"BOB\",\"message\":\"x\"}",
                        "not_allowed"),
                Arguments.of(
                        "{\"username_to\":\"nobody at all\",\"message\":\"x\"}", "unknown_user"),
                Arguments.of(
                        "{\"username_to\":\"BOB\",\"message\":\"\",\"image_path\":\"\"}",
                        "empty_message"),
                Arguments.of("{\"username_to\":\"BOB\"}", "empty_message"),
                Arguments.of("{\"username_to\":\"BOB\",\"message\":\"a\\u0000b\"}", "invalid_text"),
                Arguments.of(
                        "{\"username_to\":\"BOB\",\"message\":\"" + "x".repeat(8001) + "\"}",
                        "text_too_long"),
                Arguments.of("{\"username_to\":\"BOB\",\"message\":7}", "bad_frame"),
                Arguments.of("{\"username_to\":[],\"message\":\"x\"}", "bad_frame"),
                Arguments.of("{\"USERNAME_TO\":\"BOB\",\"MESSAGE\":\"x\"}", "bad_frame"),
                Arguments.of("{\"username_to\":\"BOB\",\"message\":\"x\"} and more", "bad_json"),
                Arguments.of("{\"username_to\":\"BOB\",\"message\":\"x\"}{}", "bad_json"),
                Arguments.of("null", "bad_frame"),
                Arguments.of("{}", "bad_frame"),
                Arguments.of("[]", "bad_frame"),
                Arguments.of("\"text\"", "bad_frame"),
                Arguments.of("", "bad_json"),
                Arguments.of("{\"username_to\":", "bad_json"),
                Arguments.of("[".repeat(5000), "bad_json"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void answersWithAnErrorAndStoresNothing(String frame, String code) {
        this.chatter.token(this.bob);
        try (var a = this.chatter.connect(this.alice)) {
            var sent = frame.replace("BOB", this.bob.username());
            if (code.equals("not_allowed") || code.equals("unknown_user")) {
                a.send(sent);
            } else {
                a.sendBad(sent);
            }
            // Others of the group, of the tests before, may be going meanwhile.
            var error = a.next(answer -> !answer.has("username"));
            assertThat(error.propertyNames()).containsExactly("error");
            assertThat(error.get("error").propertyNames()).containsExactly("code", "message");
            assertThat(error.get("error").get("code").asString()).isEqualTo(code);
            assertThat(error.get("error").get("message").asString()).isNotBlank();
            a.say(this.alice.username(), "alive");
            assertThat(a.nextMessage().get("message").asString()).isEqualTo("alive");
        }
        assertThat(history(this.bob, this.alice)).isEmpty();
        assertThat(this.neighbours.toldOf(this.bob)).isEmpty();
    }

    @Test
    void refusesRecipientsOfOtherGroups() {
        var carl = this.neighbours.person("carl", "there");
        this.chatter.token(carl);
        try (var a = this.chatter.connect(this.alice)) {
            a.say(carl.username(), "psst");
            assertThat(a.nextError()).isEqualTo("other_group");
        }
        assertThat(history(carl, this.alice)).isEmpty();
    }

    @Test
    void peopleWithoutGroupFormOne() {
        var dora = this.neighbours.person("dora", "");
        var emil = this.neighbours.person("emil", "");
        try (var d = this.chatter.connect(dora);
                var e = this.chatter.connect(emil)) {
            d.say(emil.username(), "hi");
            assertThat(e.nextMessage().get("message").asString()).isEqualTo("hi");
        }
    }

    @Test
    void longestTextPasses() {
        try (var a = this.chatter.connect(this.alice)) {
            a.say(this.alice.username(), "€".repeat(8000));
            assertThat(a.nextMessage().get("message").asString()).hasSize(8000);
        }
    }

    @Test
    void clientsOwnIdAndTimeAreIgnored() {
        try (var a = this.chatter.connect(this.alice)) {
            a.send(
                    "{\"id\":\"77\",\"created\":5,\"whatever\":[],\"username_to\":\"%s\",\"message\":\"x\"}"
                            .formatted(this.alice.username()));
            var frame = a.nextMessage();
            assertThat(frame.get("id").asLong()).isNotEqualTo(77);
            assertThat(frame.get("created").asString()).startsWith("2");
        }
    }

    @Test
    void halvesOfSurrogatesAreReplaced() {
        try (var a = this.chatter.connect(this.alice)) {
            a.send(
                    "{\"username_to\":\"%s\",\"message\":\"a\\ud800b\"}"
                            .formatted(this.alice.username()));
            assertThat(a.nextMessage().get("message").asString()).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void binaryFramesAreText() {
        try (var a = this.chatter.connect(this.alice)) {
            a.raw().write(RawSocket.BINARY, said("binary"));
            assertThat(a.nextMessage().get("message").asString()).isEqualTo("binary");
        }
    }

    @Test
    void fragmentsAreJoined() {
        try (var a = this.chatter.connect(this.alice)) {
            var frame = said("in € pieces").getBytes(StandardCharsets.UTF_8);
            for (var i = 0; i < frame.length; i++) {
                a.raw()
                        .write(
                                i == frame.length - 1,
                                i == 0 ? RawSocket.TEXT : 0,
                                new byte[] {frame[i]});
            }
            assertThat(a.nextMessage().get("message").asString()).isEqualTo("in € pieces");
        }
    }

    @Test
    void frameOverTheLimitIsClosedWith1009() {
        try (var a = this.chatter.connect(this.alice)) {
            a.sendBad(said("x".repeat(70_000)));
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(1009);
        }
        assertThat(history(this.alice, this.alice)).isEmpty();
    }

    @Test
    void repeatedBadFramesAreClosedWith1008() {
        try (var a = this.chatter.connect(this.alice)) {
            for (var i = 0; i < 20; i++) {
                a.sendBad("nonsense");
                assertThat(a.nextError()).isEqualTo("bad_json");
            }
            assertThat(a.isClosed()).isFalse();
            a.sendBad("nonsense");
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(1008);
            assertThat(a.closeReason()).isEqualTo("bad_frames");
        }
    }

    @Test
    void pingIsAnsweredWithItsPayload() {
        try (var a = this.chatter.connect(this.alice)) {
            a.raw().write(RawSocket.PING, "mark");
            assertThat(a.nextControl().text()).isEqualTo("mark");
        }
    }

    @Test
    void unmaskedFrameIsClosedWith1002() {
        try (var a = this.chatter.connect(this.alice)) {
            a.raw().writeBytes(new byte[] {(byte) 0x81, 1, 'x'});
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void sendsAboveTheRateAreRefused() {
        try (var a = this.chatter.connect(this.alice)) {
            for (var i = 0; i < 300; i++) {
                a.say(this.alice.username(), "m" + i);
            }
            assertThat(a.nextError()).isEqualTo("rate_limited");
        }
    }

    @Test
    void twentyFirstConnectionOfAUserIsClosed() {
        var sockets = Stream.generate(() -> this.chatter.connect(this.alice)).limit(20).toList();
        try (var oneTooMany = this.chatter.connect(this.alice)) {
            await().until(oneTooMany::isClosed);
            assertThat(oneTooMany.closeCode()).isEqualTo(1008);
            assertThat(oneTooMany.closeReason()).isEqualTo("too_many_connections");
            assertThat(sockets).noneMatch(Socket::isClosed);
        }
        sockets.forEach(Socket::close);
    }

    private String said(String text) {
        return "{\"username_to\":\"%s\",\"message\":\"%s\"}".formatted(this.alice.username(), text);
    }

    private Iterable<JsonNode> history(Person of, Person with) {
        var path = "/messages?from=" + of.username() + "&to=" + with.username();
        return this.chatter.get(path, of).result();
    }
}
