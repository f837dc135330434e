package net.emotives.chatter.journal.writer;

import static net.emotives.chatter.messages.Scene.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.emotives.chatter.journal.ClientIdReused;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageNotFound;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking twice under one name does it once, and gives the first answer, whatever came between. */
class IdempotencyIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private final UserId alice = this.scene.user("alice");
    private final UserId bob = this.scene.user("bob");
    private RoomId room = RoomId.next();

    @BeforeEach
    void opens() {
        this.room = this.scene.direct(this.alice, this.bob);
    }

    @Test
    void answersARepeatedSendWithTheFirstMessage() {
        var first = this.scene.say(this.room, this.alice, "a1", "hi");
        this.scene.say(this.room, this.alice, "a2", "there");

        var again = this.scene.say(this.room, this.alice, "a1", "hi");

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Committed(first.sequence(), first.message(), true));
        assertThat(this.scene.log(this.room)).hasSize(2);
        assertThat(this.scene.node().heard().sequencesIn(this.room)).containsExactly(1L, 2L);
    }

    @Test
    void refusesTheNameForAnotherText() {
        this.scene.say(this.room, this.alice, "a1", "hi");

        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> this.scene.say(this.room, this.alice, "a1", "ho"));
        assertThat(this.scene.log(this.room)).hasSize(1);
    }

    @Test
    void refusesTheNameForAnotherImageOrAnswer() {
        this.scene.say(this.room, this.alice, "a1", "hi");

        for (var other :
                new Draft[] {
                    new Draft(this.room, this.alice, "a1", "hi", "/i.png", null),
                    new Draft(this.room, this.alice, "a1", "hi", null, 1L),
                    new Draft(this.room, this.alice, "a1", null, "hi", null)
                }) {
            assertThatExceptionOfType(ClientIdReused.class)
                    .isThrownBy(() -> now(this.scene.messages().send(other)));
        }
    }

    @Test
    void refusesTheNameForAChangeOfAnotherKind() {
        this.scene.say(this.room, this.alice, "a1", "hi");
        this.scene.edit(this.room, this.alice, "e1", 1, "ho");

        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> this.scene.delete(this.room, this.alice, "a1", 1));
        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> this.scene.say(this.room, this.alice, "e1", "ho"));
        assertThat(this.scene.log(this.room)).hasSize(2);
    }

    @Test
    void keepsNamesApartBySenderAndRoom() {
        var other = this.scene.room(Visibility.PRIVATE, this.alice, this.bob);
        var byAlice = this.scene.say(this.room, this.alice, "a1", "hi");

        assertThat(this.scene.say(this.room, this.bob, "a1", "ho").sequence())
                .isEqualTo(byAlice.sequence() + 1);
        assertThat(this.scene.say(other, this.alice, "a1", "hi").repeated()).isFalse();
    }

    @Test
    void answersARepeatedSendAfterAnEditWithThePresentText() {
        this.scene.say(this.room, this.alice, "a1", "hi");
        this.scene.edit(this.room, this.alice, null, 1, "ho");
        this.scene.edit(this.room, this.alice, null, 1, "hu");

        var again = this.scene.say(this.room, this.alice, "a1", "hi");

        assertThat(again.sequence()).isEqualTo(1);
        assertThat(again.repeated()).isTrue();
        assertThat(again.message()).extracting(Message::text).isEqualTo("hu");
        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> this.scene.say(this.room, this.alice, "a1", "hu"));
    }

    @Test
    void answersARepeatedSendAfterADeletionWithATombstone() {
        this.scene.say(this.room, this.alice, "a1", "hi");
        this.scene.delete(this.room, this.alice, null, 1);

        var again = this.scene.say(this.room, this.alice, "a1", "hi");

        assertThat(again.sequence()).isEqualTo(1);
        assertThat(again.message())
                .matches(message -> message != null && message.isDeleted())
                .extracting(Message::text)
                .isNull();
        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> this.scene.say(this.room, this.alice, "a1", "ho"));
    }

    @Test
    void answersARepeatedEditWithTheFirstNumber() {
        this.scene.say(this.room, this.alice, "a1", "hi");
        var first = this.scene.edit(this.room, this.alice, "e1", 1, "ho");
        this.scene.edit(this.room, this.alice, "e2", 1, "hu");

        var again = this.scene.edit(this.room, this.alice, "e1", 1, "ho");

        assertThat(again).isEqualTo(new Committed(first.sequence(), null, true));
        assertThat(this.scene.log(this.room)).hasSize(3);
        assertThat(this.scene.say(this.room, this.alice, "a1", "hi").message())
                .extracting(Message::text)
                .isEqualTo("hu");
        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> this.scene.edit(this.room, this.alice, "e1", 1, "other"));
    }

    @Test
    void answersARepeatedEditOrDeletionOfWhatIsDeleted() {
        this.scene.say(this.room, this.alice, "a1", "hi");
        var edit = this.scene.edit(this.room, this.alice, "e1", 1, "ho");
        var deletion = this.scene.delete(this.room, this.alice, "d1", 1);

        assertThat(this.scene.edit(this.room, this.alice, "e1", 1, "ho"))
                .isEqualTo(new Committed(edit.sequence(), null, true));
        assertThat(this.scene.delete(this.room, this.alice, "d1", 1))
                .isEqualTo(new Committed(deletion.sequence(), null, true));
        assertThatExceptionOfType(MessageNotFound.class)
                .isThrownBy(() -> this.scene.delete(this.room, this.alice, "d2", 1));
    }

    @Test
    void answersARepeatOfSomebodyWhoLeftMeanwhile() {
        var many = this.scene.room(Visibility.PUBLIC, this.bob, this.alice);
        var first = this.scene.say(many, this.alice, "a1", "hi");
        this.scene.leave(many, this.alice);

        assertThat(this.scene.say(many, this.alice, "a1", "hi"))
                .isEqualTo(new Committed(first.sequence(), first.message(), true));
    }
}
