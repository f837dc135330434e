package net.emotives.chatter.testing.witness;

import static net.emotives.chatter.testing.witness.RecordedRoom.EPOCH;
import static net.emotives.chatter.testing.witness.RecordedRoom.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** That the judge of the proofs has nothing against what is right, and finds what is wrong. */
class JudgeTests {

    /** Joins, sends, an edit, a reaction, a deletion; the last three are missed and replayed. */
    private static RecordedRoom room() {
        return new RecordedRoom()
                .moved("joined", "alice", "alice")
                .moved("joined", "bob", "alice")
                .sent("alice")
                .sent("bob")
                .changed("edited", "alice", 3)
                .changed("reacted", "bob", 3)
                .sent("alice")
                .changed("deleted", "bob", 4)
                .changed("edited", "alice", 7)
                .sent("alice");
    }

    private static RecordedRoom history() {
        return room().connects()
                .resumes(null, 3, false)
                .pages(3)
                .isPushed(4, 6)
                .connects()
                .resumes(6L, 9, true)
                .isReplayed(7, 9)
                .isPushed(10, 10);
    }

    private static void assertFound(UnaryOperator<RecordedRoom> history, String problem) {
        assertThat(history.apply(room()).problems())
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    /** Plants an error at the n-th entry of the history that has none. */
    private static void assertFound(int at, Consumer<ObjectNode> error, String problem) {
        var history = history();
        error.accept((ObjectNode) ((Journal.Received) history.entries().get(at)).frame());
        assertThat(history.problems()).anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(history().problems()).isEmpty();
    }

    @Test
    void findsWhatIsLostOnAnyPush() {
        var whole = history();
        for (var i = 5; i < whole.entries().size(); i++) {
            if (whole.entries().get(i) instanceof Journal.Received(var frame)
                    && frame.has("sequence")) {
                var history = history();
                history.entries().remove(i);
                assertThat(history.problems())
                        .anySatisfy(found -> assertThat(found).contains("misses"));
            }
        }
    }

    @Test
    void findsWhatIsDoubledOrOutOfOrderOnAnyPush() {
        var whole = history();
        for (var i = 5; i < whole.entries().size(); i++) {
            if (whole.entries().get(i) instanceof Journal.Received(var frame)
                    && frame.has("sequence")) {
                var doubled = history();
                doubled.entries().add(i, whole.entries().get(i));
                assertThat(doubled.problems())
                        .anySatisfy(found -> assertThat(found).contains("again or late"));
                if (whole.entries().get(i - 1) instanceof Journal.Received(var before)
                        && before.has("sequence")) {
                    var swapped = history();
                    Collections.swap(swapped.entries(), i - 1, i);
                    assertThat(swapped.problems())
                            .anySatisfy(found -> assertThat(found).contains("again or late"));
                }
            }
        }
    }

    @Test
    void findsGapBetweenTwoConnections() {
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .isPushed(4, 6)
                                .connects()
                                .resumes(6L, 9, true)
                                .isPushed(10, 10),
                "misses 7 to 9");
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .isPushed(4, 6)
                                .connects()
                                .resumes(6L, 9, true)
                                .isReplayed(6, 9)
                                .isPushed(10, 10),
                "got 6 again");
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .isPushed(4, 6)
                                .connects()
                                .resumes(6L, 9, true)
                                .isReplayed(7, 9)
                                .isPushed(9, 10),
                "got 9 again");
    }

    @Test
    void findsRecoveryThatIsDeniedOrPromisedWrongly() {
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .isPushed(4, 6)
                                .connects()
                                .resumes(6L, 9, false)
                                .pages(3, 4, 7)
                                .isPushed(10, 10),
                "recovered: false");
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .connects()
                                .resumes(3L, 9, true)
                                .isReplayed(4, 9)
                                .isPushed(10, 10),
                "recovered: true");
        assertFound(
                room -> room.connects().resumes(null, 9, true).isReplayed(1, 9).isPushed(10, 10),
                "recovered: true");
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .connects()
                                .resumes(99L, 9, true)
                                .isPushed(10, 10),
                "recovered: true");
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .isPushed(4, 6)
                                .connects()
                                .resumes(6L, "other", node().put("head", 9).put("recovered", true))
                                .isReplayed(7, 9)
                                .isPushed(10, 10),
                "recovered: true");
        assertFound(room -> room.connects().resumes(null, 11, false), "a head of 11");
    }

    @Test
    void findsWhatIsReplayedThoughNothingIsPromised() {
        assertFound(
                room -> room.connects().resumes(null, 9, false).pages(3, 4, 7).isReplayed(9, 10),
                "got 9 again or late");
    }

    @Test
    void findsRoomThatResumeLeavesOutOrCallsLeft() {
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 10, false)
                                .pages(3, 4, 7, 10)
                                .connects()
                                .resumes(10L, EPOCH, null),
                "left out by a resume");
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 10, false)
                                .pages(3, 4, 7, 10)
                                .connects()
                                .resumes(10L, EPOCH, node().put("removed", true)),
                "said to be left");
    }

    @Test
    void findsPushBeforeTheResume() {
        assertFound(
                room -> room.connects().isPushed(10, 10).resumes(null, 9, false).pages(3, 4, 7),
                "before the resume");
    }

    @Test
    void findsPagesThatAreMissingOrIncomplete() {
        assertFound(room -> room.connects().resumes(null, 10, false), "never paged");
        assertFound(room -> room.connects().resumes(null, 10, false).pages(3, 7, 10), "paged [3,");
    }

    @Test
    void findsWrongContent() {
        assertFound(5, f -> of(f).put("text", "?"), "never right");
        assertFound(5, f -> of(f).put("from", "eve"), "another message");
        assertFound(5, f -> of(f).put("id", 1), "another message");
        assertFound(5, f -> of(f).put("reply_to", 1), "another message");
        assertFound(5, f -> of(f).put("created", RecordedRoom.time(9)), "another message");
        assertFound(5, f -> of(f).put("client_id", "c9"), "wrong client id");
        assertFound(5, f -> of(f).remove("client_id"), "wrong client id");
        assertFound(6, f -> f.put("text", "?"), "never right");
        assertFound(6, f -> f.put("by", "eve"), "another one");
        assertFound(7, f -> f.put("message", 4), "another one");
        assertFound(7, f -> f.put("reaction", "?"), "another one");
        assertFound(7, f -> f.put("type", "unreacted"), "not a reacted");
        assertFound(11, f -> of(f).put("client_id", "c7"), "wrong client id");
        assertFound(7, f -> f.put("sequence", 77), "never happened");
    }

    private static ObjectNode of(ObjectNode frame) {
        return (ObjectNode) frame.get("message");
    }

    @Test
    void findsReplayThatIsOutOfDate() {
        // The edit of 7 was before the resume.
        assertFound(
                room ->
                        room.connects()
                                .resumes(null, 3, false)
                                .pages(3)
                                .isPushed(4, 6)
                                .connects()
                                .resumes(6L, 9, true)
                                .isPushed(7, 7)
                                .isReplayed(8, 10),
                "out of date");
    }

    @Test
    void findsLeftoversAtTheEnd() {
        var history = history();
        history.entries().removeLast();
        assertThat(history.problems()).hasSize(1).first().asString().contains("misses 10 to 10");
    }
}
