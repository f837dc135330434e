package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/**
 * Pushes that a gate holds back or lets through; random interleavings of rounds against a model.
 */
class PushGateTests {

    private static final long SEED = Long.getLong("gate.seed", System.nanoTime());
    private static final int HISTORIES = Integer.getInteger("gate.histories", 3000);

    private static final UserId ALICE = new UserId("alice");
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId MILK = new RoomId("milk");

    private final List<Frame> sent = new ArrayList<>();
    private int overflows;

    private final PushGate gate =
            new PushGate(
                    1000,
                    new PushGate.Way() {
                        @Override
                        public void send(Frame frame) {
                            PushGateTests.this.sent.add(frame);
                        }

                        @Override
                        public void overflow() {
                            PushGateTests.this.overflows++;
                        }
                    });

    @Test
    void everyEventComesOnceAndInOrderAndNoneBeforeItsPage() {
        System.out.println("gate: seed " + SEED);
        var seen = new GateModel.Occurrences();
        for (var i = 0; i < HISTORIES; i++) {
            var model = new GateModel(SEED + i, seen);
            assertThat(model.problems()).as("seed %d", SEED + i).isEmpty();
        }
        assertThat(seen.missing()).as("situations that never occurred").isEmpty();
    }

    @Test
    void holdsNothingOfRoomsThatTheRoundHasNotAnswered() {
        this.gate.beginRound();
        this.gate.expect(List.of(TEA));
        assertThat(this.gate.resume(TEA, 1, 3)).isEqualTo(1);
        this.gate.endPage();
        for (var i = 0; i < 100; i++) {
            push(MILK, i + 1, 500);
        }
        assertThat(this.overflows).isZero();
        push(TEA, 3, 10);
        push(TEA, 4, 10);
        this.gate.endRound();
        assertThat(next()).isEqualTo(1);
        assertThat(this.sent).isEmpty();
    }

    @Test
    void closesWhereMoreWouldBeHeldThanMayWait() {
        this.gate.beginRound();
        this.gate.expect(List.of(TEA));
        var _ = this.gate.resume(TEA, 0, 0);
        this.gate.endPage();
        push(TEA, 1, 400);
        push(TEA, 2, 400);
        assertThat(this.overflows).isZero();
        push(TEA, 3, 400);
        assertThat(this.overflows).isEqualTo(1);
    }

    @Test
    void holdsNoMoreThanMayWaitBeforeTheFirstRequest() {
        push(TEA, 1, 600);
        push(MILK, 1, 600);
        assertThat(this.overflows).isEqualTo(1);
    }

    @Test
    void goesOnHoldingWhileWhatWasHeldIsSent() {
        this.gate.beginRound();
        this.gate.expect(List.of(TEA));
        var _ = this.gate.resume(TEA, 0, 0);
        this.gate.endPage();
        push(TEA, 1, 10);
        this.gate.endRound();
        assertThat(this.gate.next()).isNotNull();
        // The first one is on its way still: this must not overtake it.
        push(TEA, 2, 10);
        this.gate.openUnlessResuming();
        assertThat(this.sent).isEmpty();
        assertThat(next()).isEqualTo(1);
        push(TEA, 3, 10);
        assertThat(this.sent).hasSize(1);
    }

    private int next() {
        var count = 0;
        while (this.gate.next() != null) {
            count++;
        }
        return count;
    }

    private void push(RoomId room, long sequence, int bytes) {
        this.gate.push(
                new Push.OfRoom(new RoomEvent.Joined(room, sequence, ALICE, ALICE)),
                Frame.of("x".repeat(bytes)));
    }
}
