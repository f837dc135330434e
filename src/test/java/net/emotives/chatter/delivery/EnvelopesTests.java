package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.presence.RollChange;
import net.emotives.chatter.presence.TypingSaid;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** That no text is too large for the bus, and what is too large is not forgotten. */
class EnvelopesTests {

    private static final int LIMIT = 7900;
    private static final int LARGEST = 50_000;
    private static final NodeId NODE = new NodeId("this-node");
    private static final RoomId ROOM = new RoomId("a room");
    private static final UserId ALICE = new UserId("alice");

    private static final Hint TYPING = new Hint.Typed(new TypingSaid(ROOM, ALICE, true));

    private final HintCodec codec = new HintCodec();
    private final Envelopes envelopes = new Envelopes(NODE, this.codec, LIMIT, LARGEST);

    private static Hint edited(long sequence, String text) {
        return new Hint.Happened(
                new RoomEvent.Edited(ROOM, sequence, 1, ALICE, text, Instant.EPOCH));
    }

    private List<Hint> read(List<String> texts) {
        assertThat(texts)
                .allSatisfy(text -> {
                    assertThat(text).startsWith(NODE.value() + "\n");
                    assertThat(text.getBytes(StandardCharsets.UTF_8).length)
                            .isLessThanOrEqualTo(text.lines().count() > 2 ? LIMIT : LARGEST);
                });
        return texts.stream()
                .flatMap(text -> text.lines().skip(1))
                .map(line -> this.codec.decode(line).orElseThrow())
                .toList();
    }

    @Test
    void putsManyTogetherInTheirOrder() {
        var hints = IntStream.range(0, 500).mapToObj(i -> edited(i, "text " + i)).toList();
        var texts = this.envelopes.of(hints);
        assertThat(read(texts)).isEqualTo(hints);
        assertThat(texts).hasSizeLessThan(20);
    }

    @Test
    void fillsEachToItsLimitAndNotBeyond() {
        var hints = IntStream.range(1, 400).mapToObj(i -> edited(i, "é".repeat(i * 7))).toList();
        assertThat(read(this.envelopes.of(hints))).isEqualTo(hints);
    }

    @Test
    void tellsOfWhatIsTooLargeWhatItIsAbout() {
        var hints = List.of(edited(1, "before"), edited(2, "😀".repeat(8000)), edited(3, "after"));
        assertThat(read(this.envelopes.of(hints)))
                .containsExactly(hints.get(0), new Hint.Moved(ROOM, 2), hints.get(2));
    }

    @Test
    void tellsHintThatIsLargerThanOtherTextsByItself() {
        var hints = List.of(TYPING, rolled(1000), rolled(900), TYPING, TYPING);
        var texts = this.envelopes.of(hints);
        assertThat(read(texts)).isEqualTo(hints);
        assertThat(texts).hasSize(4);
    }

    @Test
    void leavesToBeFoundOutWhatCannotBeToldAtAll() {
        assertThat(read(this.envelopes.of(List.of(rolled(3000), TYPING)))).containsExactly(TYPING);
    }

    private static Hint rolled(int users) {
        var many =
                IntStream.range(0, users)
                        .mapToObj(i -> new UserId("user " + i))
                        .collect(Collectors.toMap(user -> user, _ -> new UserGroup("group")));
        return new Hint.Rolled(new RollChange(NODE, 1, 2, many, List.of()));
    }

    @Test
    void makesNoneOfNothing() {
        assertThat(this.envelopes.of(List.of())).isEmpty();
    }
}
