package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings a connection up to date in rounds of pages (chatter-v2, "Resume"): each page says how some
 * rooms stand and sends what the client missed of them; the last is followed by what came
 * meanwhile. The gate of the connection is shut from before the first head is read until then, so
 * that nothing is left out, doubled or out of order. A page takes at most half of what may wait for
 * the connection. Besides what {@link ResumeReader} says, two statements in one round trip for each
 * piece of what is missing of a room.
 *
 * <p>For the thread that reads the connection; waits for the client.
 */
@Component
class Resume {

    private final ResumeReader reader;
    private final Replay replay;
    private final History history;
    private final Reads reads;
    private final FrameWriter words;

    Resume(ResumeReader reader, Replay replay, History history, Reads reads, FrameWriter words) {
        this.reader = reader;
        this.replay = replay;
        this.history = history;
        this.reads = reads;
        this.words = words;
    }

    /**
     * Answer to a page, and the replays that follow it.
     *
     * @param last true if the round ends with this page
     */
    record Plan(ObjectNode answer, List<ResumeAnswer.Missing> missing, boolean last) {}

    /**
     * Finds the round that the page belongs to, or begins one. Throws {@link BadRequest} for a
     * cursor that is not the one of the last answer.
     */
    void begin(ClientConnection connection, ClientFrame.Resume page) {
        var round = connection.round();
        if (round != null && round.continues(page)) {
            return;
        }
        if (page.after() != null) {
            throw BadRequest.of(null, "after", "must be the cursor of the answer before");
        }
        connection.gate().beginRound();
        connection.round(new ResumeRound());
    }

    /**
     * Reads the state of a page's rooms; if that fails nothing is changed, and the page can be
     * repeated.
     */
    ResumeReader.Reading read(ClientConnection connection, ClientFrame.Resume page) {
        return this.reader.read(
                connection, page, connection.resuming().after(), connection.resumeLimit());
    }

    /** Makes the answer; what it says must reach the client. */
    Plan plan(ClientConnection connection, ClientFrame.Resume page, ResumeReader.Reading reading) {
        var round = connection.resuming();
        var answer = new ResumeAnswer(this.words, reading.epoch(), connection.resumeLimit());
        var sameEpoch = round.isOf(page, reading.epoch());
        answer.reserve(reading.ids());
        var last = false;
        if (!addNamed(connection, page, reading, sameEpoch, answer)) {
            answer.rest();
        } else if (!page.more()) {
            last = addOthers(connection, reading, answer);
        }
        connection.gate().endPage();
        return new Plan(answer.written(), answer.missing(), last);
    }

    private boolean addNamed(
            ClientConnection connection,
            ClientFrame.Resume page,
            ResumeReader.Reading reading,
            boolean sameEpoch,
            ResumeAnswer answer) {
        for (var named : page.rooms().entrySet()) {
            var id = RoomId.of(named.getKey());
            var room = id.map(reading.rooms()::get).orElse(null);
            boolean fits;
            if (id.isPresent() && reading.left().contains(id.get())) {
                fits = false;
            } else if (room == null) {
                fits = answer.addRemoved(named.getKey());
                if (fits) {
                    id.ifPresent(connection.gate()::remove);
                }
            } else {
                var recoverable = sameEpoch && room.carried();
                fits =
                        answer.add(
                                room,
                                it ->
                                        answered(
                                                connection,
                                                it,
                                                recoverable ? named.getValue() : -1,
                                                answer));
            }
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Adds rooms that were not named; returns true where these were all. */
    private boolean addOthers(
            ClientConnection connection, ResumeReader.Reading reading, ResumeAnswer answer) {
        var upTo = connection.resuming().after();
        for (var id : reading.ids()) {
            if (!connection.gate().isAnswered(id)) {
                var room = reading.rooms().get(id);
                if (reading.left().contains(id)
                        || room != null
                                && !answer.add(room, it -> answered(connection, it, -1, answer))) {
                    answer.after(connection.resuming().listedUpTo(upTo));
                    return false;
                }
            }
            upTo = id.value();
        }
        if (reading.more()) {
            answer.after(connection.resuming().listedUpTo(upTo));
        }
        return !reading.more();
    }

    /** Returns true if everything after the named sequence is sent; -1 for none. */
    private boolean answered(
            ClientConnection connection,
            ResumeReader.Standing room,
            long named,
            ResumeAnswer answer) {
        var state = room.state();
        var head = state.head().sequence();
        var begin = -1L;
        if (named >= 0
                && named <= head
                && head - named <= this.history.replayLimit()
                && named >= state.visibleFrom() - 1) {
            begin = connection.gate().resume(state.room(), named, head);
        }
        if (begin < 0) {
            connection.gate().skip(state.room(), head);
            return false;
        }
        if (begin < head) {
            answer.miss(new ResumeAnswer.Missing(state.room(), begin, head, state.visibleFrom()));
        }
        return true;
    }

    /** Sends what follows the answer of a page, waiting for a client that reads slowly. */
    void send(ClientConnection connection, Plan plan) throws InterruptedException {
        for (var missing : plan.missing()) {
            send(connection, missing);
        }
        if (plan.last()) {
            connection.round(null);
            connection.gate().endRound();
            connection.release();
        }
    }

    /**
     * Reads what is missing in pieces, each once there is room for it in the queue; nothing is held
     * of the memory for reads while the client is waited for.
     */
    private void send(ClientConnection connection, ResumeAnswer.Missing missing)
            throws InterruptedException {
        var bytes = Math.min(this.reads.piece(), connection.link().queueLimit() / 4);
        var after = missing.after();
        while (after < missing.upTo() && connection.link().awaitRoom()) {
            connection.awaitMemory();
            var frames = new ArrayList<Frame>();
            after = read(connection, missing, after, bytes, frames);
            for (var frame : frames) {
                if (!connection.link().sendPatiently(frame)) {
                    return;
                }
            }
        }
    }

    /** Encodes the next piece of a replay; returns the sequence up to which it goes. */
    private long read(
            ClientConnection connection,
            ResumeAnswer.Missing missing,
            long after,
            long bytes,
            List<Frame> frames) {
        try (var hold = this.reads.hold(bytes)) {
            var piece =
                    hold.read(
                            () -> this.replay.piece(missing.room(), after, missing.upTo(), bytes));
            piece.events()
                    .forEach(event ->
                            connection
                                    .encoded(event, missing.visibleFrom())
                                    .ifPresent(frames::add));
            return piece.upTo();
        }
    }
}
