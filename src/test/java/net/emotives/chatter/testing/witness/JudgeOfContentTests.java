package net.emotives.chatter.testing.witness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

/** That the judge of the proofs looks at what is said. */
class JudgeOfContentTests {

    private static RecordedRoom shortRoom() {
        return new RecordedRoom().moved("joined", "alice", "alice").moved("joined", "bob", "alice");
    }

    @Test
    void findsDeletedTextInReplay() {
        var room = shortRoom().sent("alice").changed("edited", "alice", 3);
        room.changed("deleted", "alice", 3).connects().resumes(null, 2, false).pages();
        room.connects().resumes(2L, 5, true);
        assertThat(room.isReplayed(3, 5).problems()).isEmpty();
        room.entries().removeLast();
        room.entries().removeLast();
        assertThat(room.isPushed(4, 5).problems()).hasSize(1).first().asString().contains("date");
        room.entries().removeLast();
        room.entries().removeLast();
        room.entries().removeLast();
        assertThat(room.isPushed(3, 3).isReplayed(4, 5).problems())
                .hasSize(1)
                .first()
                .asString()
                .contains("date");
    }

    @Test
    void findsReactionThatIsMissingInThePage() {
        var room = shortRoom().sent("alice").changed("reacted", "alice", 3);
        assertThat(room.connects().resumes(null, 4, false).pages(3).problems()).isEmpty();
        ((ObjectNode) ((Journal.Received) room.entries().getLast()).frame().at("/items/0"))
                .remove("reactions");
        assertThat(room.problems()).hasSize(1).first().asString().contains("are shown as []");
    }
}
