package net.emotives.chatter.testing.witness;

import static net.emotives.chatter.testing.witness.RecordedRoom.EPOCH;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

/** That the judge of the proofs knows who may be shown what. */
class JudgeOfMembersTests {

    /** Bob comes, goes and comes again. */
    private static RecordedRoom comings() {
        return new RecordedRoom()
                .moved("joined", "alice", "alice")
                .sent("alice")
                .moved("joined", "bob", "bob")
                .sent("alice")
                .moved("left", "bob", "alice")
                .sent("alice")
                .moved("joined", "bob", "bob")
                .sent("alice");
    }

    @Test
    void findsWhatIsShownToWhoIsNoMember() {
        var there =
                comings()
                        .connects()
                        .resumes(null, EPOCH, null)
                        .isTold("room_added", 3)
                        .isPushed(3, 3)
                        .pages(2)
                        .isPushed(4, 5)
                        .isTold("room_removed", 5)
                        .isTold("room_added", 7)
                        .isPushed(7, 7)
                        .pages(2, 4, 6)
                        .isPushed(8, 8);
        assertThat(there.problems()).isEmpty();
        assertFoundWithout(there, 3, "without being told");
        assertFoundWithout(there, 4, "none of his business");
        assertFoundWith(there, 3, there.push(2), "none of his business");
        assertFoundWith(there, 9, there.push(6), "none of his business");
        assertFoundWith(there, 10, there.push(6), "none of his business");
        assertFoundWithout(there, 9, "not told of his leaving");
        assertFoundWithout(there, 8, "added though it was there");
    }

    @Test
    void showsWhatWasMeanwhileToWhoCameBackButNotWhereHistoryIsHidden() {
        var away =
                comings()
                        .connects()
                        .resumes(null, 4, false)
                        .pages(2, 4)
                        .connects()
                        .resumes(4L, 8, true)
                        .isReplayed(5, 8);
        assertThat(away.problems()).isEmpty();
        assertThat(away.hidesHistory().problems())
                .anySatisfy(found -> assertThat(found).contains("recovered: true"));
        var hidden =
                comings()
                        .hidesHistory()
                        .connects()
                        .resumes(null, 4, false)
                        .pages(4)
                        .connects()
                        .resumes(4L, 8, false)
                        .pages(8);
        assertThat(hidden.problems()).isEmpty();
        hidden.entries().removeLast();
        assertThat(hidden.pages(6, 8).problems())
                .anySatisfy(found -> assertThat(found).contains("paged [6, 8]"));
    }

    private static void assertFoundWithout(RecordedRoom history, int at, String problem) {
        var left = history.entries().remove(at);
        assertThat(history.problems()).anySatisfy(found -> assertThat(found).contains(problem));
        history.entries().add(at, left);
    }

    private static void assertFoundWith(
            RecordedRoom history, int at, ObjectNode more, String problem) {
        history.entries().add(at, new Journal.Received(more));
        assertThat(history.problems()).anySatisfy(found -> assertThat(found).contains(problem));
        history.entries().remove(at);
    }
}
