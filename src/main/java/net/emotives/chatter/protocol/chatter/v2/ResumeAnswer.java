package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.rooms.RoomId;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Builder of the answer to a page of a resume, limited in bytes; one room always fits. Not
 * thread-safe.
 */
final class ResumeAnswer {

    /** Bytes of an answer besides its rooms and its cursor. */
    private static final int ENVELOPE = 640;

    /**
     * Events of a room that are replayed after the answer: those after one sequence up to another.
     */
    record Missing(RoomId room, long after, long upTo, long visibleFrom) {}

    private final FrameWriter words;
    private final ObjectNode answer;
    private final ObjectNode rooms;
    private final List<Missing> missing = new ArrayList<>();
    private long left;

    /**
     * @param bytes of the whole answer
     */
    ResumeAnswer(FrameWriter words, String epoch, long bytes) {
        this.words = words;
        this.answer = words.object().put("epoch", epoch);
        this.rooms = this.answer.putObject("rooms");
        this.left = bytes - ENVELOPE;
    }

    /** Keeps space for a cursor that may be as long as these ids. */
    void reserve(List<RoomId> ids) {
        var longest = 0;
        for (var id : ids) {
            longest = Math.max(longest, id.value().length());
        }
        // A character takes three bytes at most, half of a pair two.
        this.left -= 3L * longest;
    }

    /** Adds a room that is not the user's; returns false where it does not fit. */
    boolean addRemoved(String name) {
        return add(name, this.words.object().put("removed", true));
    }

    /**
     * Adds a room of the user; returns false where it does not fit.
     *
     * @param recovers asked once the room fits, whether what was missed is sent
     */
    boolean add(ResumeReader.Standing room, Predicate<ResumeReader.Standing> recovers) {
        var item = this.words.object();
        describe(item, room);
        item.put("recovered", false);
        if (!add(room.state().room().value(), item)) {
            return false;
        }
        if (recovers.test(room)) {
            item.put("recovered", true);
        }
        return true;
    }

    private boolean add(String name, ObjectNode item) {
        var alone = this.words.object();
        alone.set(name, item);
        var bytes = this.words.written(alone).bytes();
        if (bytes > this.left && !this.rooms.isEmpty()) {
            return false;
        }
        this.left -= bytes;
        this.rooms.set(name, item);
        return true;
    }

    private static void describe(ObjectNode item, ResumeReader.Standing room) {
        var state = room.state();
        item.put("head", state.head().sequence())
                .put("unread", state.unread())
                .put("own_read", state.receipt().read());
        if (!room.others().isEmpty()) {
            var delivered = item.putObject("delivered");
            var read = item.putObject("read");
            for (Receipt other : room.others()) {
                delivered.put(other.user().value(), other.delivered());
                read.put(other.user().value(), other.read());
            }
        }
        if (!room.carried()) {
            item.put("carried", false);
        }
    }

    void miss(Missing missing) {
        this.missing.add(missing);
    }

    /** Not all named rooms fitted. */
    void rest() {
        this.answer.put("rest", true);
    }

    /** More rooms that were not named come after that cursor. */
    void after(String cursor) {
        this.answer.put("after", cursor);
    }

    ObjectNode written() {
        return this.answer;
    }

    List<Missing> missing() {
        return this.missing;
    }
}
