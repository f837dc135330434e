package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.presence.RollChange;
import net.emotives.chatter.presence.TypingSaid;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** That a hint is on the other node what it was on this one. */
class HintCodecTests {

    private static final RoomId ROOM = new RoomId("a room: \"quoted\" 😀");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob:%");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

    private final HintCodec codec = new HintCodec();

    static Stream<Hint> hints() {
        return Stream.of(
                happened(
                        new RoomEvent.Sent(
                                new Message(
                                        new MessageId(Long.MAX_VALUE),
                                        ROOM,
                                        7,
                                        5,
                                        ALICE,
                                        "c1",
                                        "hi\n\"you\"",
                                        null,
                                        3L,
                                        NOW,
                                        null,
                                        null))),
                happened(
                        new RoomEvent.Sent(
                                new Message(
                                        new MessageId(1),
                                        ROOM,
                                        7,
                                        5,
                                        ALICE,
                                        null,
                                        null,
                                        "/a.png",
                                        null,
                                        NOW,
                                        NOW,
                                        NOW))),
                happened(new RoomEvent.Edited(ROOM, 8, 7, ALICE, "other", NOW)),
                happened(new RoomEvent.Edited(ROOM, 8, 7, ALICE, null, NOW)),
                happened(new RoomEvent.Deleted(ROOM, 9, 7, ALICE, NOW)),
                happened(new RoomEvent.Reacted(ROOM, 10, 7, BOB, "👍")),
                happened(new RoomEvent.Unreacted(ROOM, 11, 7, BOB, "👍")),
                happened(new RoomEvent.Joined(ROOM, 12, BOB, ALICE)),
                happened(new RoomEvent.Left(ROOM, 13, BOB, BOB)),
                new Hint.Moved(ROOM, 14),
                new Hint.Receipted(
                        new ReceiptEvent(
                                Receipt.delivered(ROOM, BOB, 3), Receipt.read(ROOM, BOB, 4), 2)),
                new Hint.Typed(new TypingSaid(ROOM, BOB, true)),
                new Hint.UserChanged(BOB));
    }

    private static Hint happened(RoomEvent event) {
        return new Hint.Happened(event);
    }

    @ParameterizedTest
    @MethodSource("hints")
    void isTheSameAgain(Hint hint) {
        var line = this.codec.encode(hint);
        assertThat(line).doesNotContain("\n");
        assertThat(this.codec.decode(line)).contains(hint);
    }

    /** Nodes of other versions read it. */
    @Test
    void saysWhatOtherVersionsRead() throws IOException {
        var roll =
                new Hint.Rolled(
                        new RollChange(
                                new NodeId("n1"),
                                1,
                                2,
                                Map.of(BOB, new UserGroup("g")),
                                List.of()));
        assertThat(Stream.concat(hints(), Stream.of(roll)).map(this.codec::encode))
                .containsExactlyElementsOf(
                        Files.readAllLines(Path.of("src/test/resources/bus/hints.jsonl")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"is\":\"Of a newer version\"}",
                "{\"is\":\"moved\"}",
                "{\"is\":\"moved\",\"room\":5,\"sequence\":\"x\"}"
            })
    void passesOverWhatItDoesNotKnow(String line) {
        assertThat(this.codec.decode(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "{\"is\":\"moved\",\"room\":\"r\",\"sequence\":5,\"newer\":[1]}")
    void passesOverFieldsItDoesNotKnow(String line) {
        assertThat(this.codec.decode(line)).contains(new Hint.Moved(new RoomId("r"), 5));
    }
}
