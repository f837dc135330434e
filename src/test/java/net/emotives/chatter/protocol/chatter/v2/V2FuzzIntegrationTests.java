package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.GenerousTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.V2Socket;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whatever a client sends is answered or closed with a reason, and nobody else notices. More frames
 * with {@code -Dfuzz.frames=1000000}, others with {@code -Dfuzz.seed=…}.
 */
@GenerousTest
class V2FuzzIntegrationTests {

    private static final int FRAMES = Integer.getInteger("fuzz.frames", 5000);
    private static final long SEED = Long.getLong("fuzz.seed", 20261121);
    private static final int CHUNK = 50;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private MeterRegistry metrics;

    private final Map<String, Integer> tally = new HashMap<>();

    @Test
    void everyFrameIsAnsweredOrClosedWithAReasonAndNobodyElseNotices() {
        var fuzzer = this.chatter.known(this.neighbours.person("fuzzer", "here"));
        var other = this.chatter.known(this.neighbours.person("other", "here"));
        try (var a = this.chatter.connectV2(this.neighbours.person("calm", "here"));
                var b = this.chatter.connectV2(other)) {
            var room = room(a, fuzzer);
            var frames = new FuzzFrames(SEED, room, other.username());
            RawSocket socket = null;
            for (var sent = 0; sent < FRAMES; sent += CHUNK) {
                socket = socket == null ? open(fuzzer) : socket;
                if (!survives(socket, frames, sent)) {
                    socket.close();
                    socket = null;
                }
                if (sent % 500 == 0) {
                    talk(a, b, other, sent);
                }
            }
            if (socket != null) {
                socket.close();
            }
            assertThat(this.tally).containsKeys("ok", "bad_json", "bad_frame", "unknown_type");
        }
        System.out.printf("fuzz: seed %d, %d frames, answers %s%n", SEED, FRAMES, this.tally);
        await().untilAsserted(() -> {
            assertThat(gauge("chatter.delivery.connections")).isZero();
            assertThat(gauge("chatter.protocol.queued")).isZero();
        });
    }

    /** Sends a chunk and sees that each frame is answered; false where the server closed. */
    private boolean survives(RawSocket socket, FuzzFrames frames, int first) {
        var named = new HashSet<String>();
        var unnamed = 0;
        for (var i = first; i < first + CHUNK; i++) {
            var frame = frames.next("f" + i);
            if (isNamed(frame, "f" + i)) {
                named.add("f" + i);
            } else if (!isObject(frame)) {
                unnamed++;
            }
            socket.write(RawSocket.TEXT, frame);
        }
        socket.write(RawSocket.TEXT, "{\"type\":\"ping\",\"id\":\"end" + first + "\"}");
        return answers(socket, "end" + first, named, unnamed);
    }

    private boolean answers(RawSocket socket, String last, Set<String> named, int unnamed) {
        var open = unnamed;
        while (true) {
            var frame = socket.read();
            if (frame == null) {
                throw new AssertionError("it ended without a word");
            }
            if (frame.opcode() == RawSocket.CLOSE) {
                assertThat(frame.closeReason()).isNotEmpty();
                count("closed " + frame.closeCode());
                return false;
            }
            if (frame.opcode() != RawSocket.TEXT) {
                continue;
            }
            var answer = JsonMapper.shared().readTree(frame.text());
            var type = answer.get("type").asString();
            if (!type.equals("ok") && !type.equals("error")) {
                continue;
            }
            count(type.equals("ok") ? "ok" : answer.get("error").get("code").asString());
            assertThat(answer.path("error").path("code").asString(""))
                    .as("%s", answer)
                    .isNotEqualTo("internal");
            var id = answer.path("id").asString("");
            if (id.equals(last)) {
                assertThat(named).as("unanswered").isEmpty();
                assertThat(open).as("unanswered without an id").isLessThanOrEqualTo(0);
                return true;
            }
            if (id.isEmpty()) {
                open--;
            } else {
                named.remove(id);
            }
        }
    }

    private void count(String answer) {
        this.tally.merge(answer, 1, Integer::sum);
    }

    private double gauge(String name) {
        return this.metrics.get(name).gauge().value();
    }

    private RawSocket open(Person person) {
        var socket =
                RawSocket.handshake(
                        this.chatter.port(),
                        "/ws?token=" + this.chatter.token(person),
                        "Sec-WebSocket-Protocol: chatter.v2");
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private String room(V2Socket a, Person fuzzer) {
        var room =
                a.request(
                                "create_room",
                                f ->
                                        f.put("name", "fuzz")
                                                .put("visibility", "public")
                                                .putArray("members")
                                                .add(fuzzer.username()))
                        .get("room")
                        .asString();
        a.send(room, "calm", "hello");
        return room;
    }

    private static void talk(V2Socket a, V2Socket b, Person other, int number) {
        var text = "calm " + number;
        a.to(other.username(), "calm" + number, text);
        b.nextPush("sent", push -> push.get("message").path("text").asString("").equals(text));
    }

    private static boolean isNamed(String frame, String id) {
        var node = parsed(frame);
        return node != null && node.isObject() && node.path("id").asString("").equals(id);
    }

    private static boolean isObject(String frame) {
        var node = parsed(frame);
        return node != null && node.isObject();
    }

    private static @Nullable JsonNode parsed(String frame) {
        try {
            return JsonMapper.shared().readTree(frame);
        } catch (JacksonException malformed) {
            return null;
        }
    }
}
