package net.emotives.chatter.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody types until he stops, says so no longer, or goes. */
class TypingTests {

    private static final Duration FOR = Duration.ofSeconds(2);
    private static final RoomId ROOM = new RoomId("a room");
    private static final RoomId OTHER = new RoomId("another");
    private static final UserId ALICE = new UserId("alice");

    private record Said(RoomId room, boolean active, long at) {}

    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final List<TypingSaid> told = new CopyOnWriteArrayList<>();
    private final ChangePublisher publisher = new ChangePublisher();
    private final Typing typing =
            new Typing(this::note, this.publisher, new PresenceProperties(Duration.ZERO, FOR, 1));

    @BeforeEach
    void start() {
        this.publisher.start();
    }

    @AfterEach
    void stop() {
        this.publisher.stop();
    }

    private void note(Object event) {
        if (event instanceof TypingEvent typing) {
            this.said.add(new Said(typing.room(), typing.active(), System.nanoTime()));
        } else {
            this.told.add((TypingSaid) event);
        }
    }

    @Test
    void tellsOfTheChangesAlone() {
        this.typing.stopped(ROOM, ALICE);
        this.typing.started(ROOM, ALICE);
        awaitSaid(1);
        this.typing.started(ROOM, ALICE);
        this.typing.stopped(ROOM, ALICE);
        awaitSaid(2);
        this.typing.stopped(ROOM, ALICE);
        this.typing.started(OTHER, ALICE);
        awaitSaid(3);

        assertThat(this.said)
                .extracting(Said::room, Said::active)
                .containsExactly(tuple(ROOM, true), tuple(ROOM, false), tuple(OTHER, true));
    }

    @Test
    void tellsOtherNodesThatSomebodyStillTypes() {
        this.typing.started(ROOM, ALICE);
        this.typing.started(ROOM, ALICE);
        this.typing.stopped(ROOM, ALICE);
        this.typing.stopped(ROOM, ALICE);

        assertThat(this.told).extracting(TypingSaid::active).containsExactly(true, true, false);
    }

    @Test
    void tellsNobodyWhatAnotherNodeTold() {
        var from = System.nanoTime();
        this.typing.heard(new TypingSaid(ROOM, ALICE, true));
        this.typing.heard(new TypingSaid(ROOM, ALICE, true));

        assertEndsAfterItsTime(0, from);
        assertThat(this.told).isEmpty();
    }

    @Test
    void endsByItselfAfterItsTime() {
        var from = System.nanoTime();
        this.typing.started(ROOM, ALICE);

        assertEndsAfterItsTime(0, from);
    }

    @Test
    void isProlongedByWhoSaysSoAgain() {
        this.typing.started(ROOM, ALICE);
        passes(FOR.dividedBy(10));
        var again = System.nanoTime();
        this.typing.started(ROOM, ALICE);

        awaitSaid(2);
        assertThat(Duration.ofNanos(this.said.getLast().at() - again)).isGreaterThanOrEqualTo(FOR);
    }

    @Test
    void isNotEndedByTheTimeOfAnEarlierTyping() {
        this.typing.started(ROOM, ALICE);
        awaitSaid(1);
        this.typing.stopped(ROOM, ALICE);
        awaitSaid(2);
        passes(FOR.dividedBy(2));
        var from = System.nanoTime();
        this.typing.started(ROOM, ALICE);

        assertEndsAfterItsTime(2, from);
    }

    @Test
    void endsEverywhereWhenTheUserGoes() {
        this.typing.started(ROOM, ALICE);
        this.typing.started(OTHER, ALICE);
        this.typing.started(OTHER, new UserId("bob"));
        awaitSaid(3);

        this.typing.on(new PresenceEvent.WentOffline(ALICE, UserGroup.NONE));

        awaitSaid(5);
        assertThat(this.said.subList(3, this.said.size()))
                .extracting(Said::room, Said::active)
                .containsExactlyInAnyOrder(tuple(ROOM, false), tuple(OTHER, false));
    }

    private void awaitSaid(int times) {
        await().until(() -> this.said.size() == times);
    }

    private void assertEndsAfterItsTime(int begin, long from) {
        awaitSaid(begin + 2);
        var began = this.said.get(begin);
        var ended = this.said.get(begin + 1);
        assertThat(began.active()).isTrue();
        assertThat(ended.active()).isFalse();
        assertThat(Duration.ofNanos(ended.at() - from)).isGreaterThanOrEqualTo(FOR);
    }

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }
}
