package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.FanOut;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.messages.Reads;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.messages.Replay;
import net.emotives.chatter.messages.RoomState;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings a connection up to date (chatter-v2, "Resume"): says how each room stands, then sends what
 * the client missed, then what came meanwhile. The gate of the connection is shut from before the
 * heads are read until everything up to them is sent, so that nothing is left out, doubled or out
 * of order. Costs four statements in three round trips, and two in one for each piece of what is
 * missing of a room.
 */
@Component
class V2Resume {

    private final RoomStates states;
    private final Receipts receipts;
    private final Replay replay;
    private final Reads reads;
    private final FanOut fanOut;
    private final V2Words words;

    V2Resume(
            RoomStates states,
            Receipts receipts,
            Replay replay,
            Reads reads,
            FanOut fanOut,
            V2Words words) {
        this.states = states;
        this.receipts = receipts;
        this.replay = replay;
        this.reads = reads;
        this.fanOut = fanOut;
        this.words = words;
    }

    /** What is sent after the answer: of a room, everything after one sequence up to another. */
    record Missing(RoomId room, long after, long upTo) {}

    /** The answer and what follows it. */
    record Plan(ObjectNode answer, List<Missing> missing) {}

    /** Reads how things stand; the gate must be shut. */
    Plan plan(V2Connection connection, V2Frame.Resume frame) {
        var followed = this.fanOut.followedBefore(connection);
        var first = this.states.overview(connection.userId(), this.fanOut.roomsPerConnection());
        var epoch = first.epoch();
        var states = read(connection.userId(), first.rooms(), followed, frame);
        var carried = carried(connection, followed, states.values());
        var others = others(connection.userId(), states.values());
        var answer = this.words.object().put("epoch", epoch);
        var rooms = answer.putObject("rooms");
        var missing = new ArrayList<Missing>();
        states.forEach((room, state) -> {
            var item = rooms.putObject(room.value());
            describe(item, state, others.getOrDefault(room, List.of()));
            if (!carried.contains(room)) {
                item.put("carried", false);
            }
            var named = frame.rooms().get(room.value());
            var recovered =
                    named != null
                            && carried.contains(room)
                            && epoch.equals(frame.epoch())
                            && recovers(connection, state, named, missing);
            item.put("recovered", recovered);
            if (!recovered) {
                connection.gate().skip(room, state.head().sequence());
            }
        });
        connection.gate().resumed();
        frame.rooms().keySet().stream()
                .filter(name -> !rooms.has(name))
                .forEach(name -> rooms.putObject(name).put("removed", true));
        return new Plan(answer, missing);
    }

    /**
     * Sends what is missing, waiting for a client that reads slowly; then the gate may open. It is
     * read in pieces, each once there is room for it in the queue; nothing is held of the memory
     * for reads while the client is waited for.
     */
    void send(V2Connection connection, Missing missing) throws InterruptedException {
        var bytes = Math.min(this.reads.piece(), connection.socket().queueLimit() / 4);
        var after = missing.after();
        while (after < missing.upTo() && connection.socket().awaitRoom()) {
            var frames = new ArrayList<Frame>();
            after = read(connection, missing, after, bytes, frames);
            for (var frame : frames) {
                if (!connection.socket().sendPatiently(frame)) {
                    return;
                }
            }
        }
    }

    /** Makes frames of the next piece, and says up to where it goes. */
    private long read(
            V2Connection connection, Missing missing, long after, long bytes, List<Frame> frames) {
        try (var hold = this.reads.hold(bytes)) {
            var piece =
                    hold.read(
                            () -> this.replay.piece(missing.room(), after, missing.upTo(), bytes));
            piece.events().forEach(event -> connection.encoded(event).ifPresent(frames::add));
            return piece.upTo();
        }
    }

    /** Of these rooms those of which the connection gets what happens. */
    private Set<RoomId> carried(
            V2Connection connection, List<RoomId> followed, Collection<RoomState> states) {
        // He can have come to a room of which this node has not told yet.
        var others =
                states.stream()
                        .filter(state -> !this.fanOut.carries(connection, state.room()))
                        .toList();
        this.fanOut.follow(connection, others).join();
        // What he left meanwhile was carried up to then.
        var carried = new HashSet<>(followed);
        states.stream()
                .map(RoomState::room)
                .filter(room -> this.fanOut.carries(connection, room))
                .forEach(carried::add);
        return carried;
    }

    private Map<RoomId, RoomState> read(
            UserId user, List<RoomState> first, List<RoomId> followed, V2Frame.Resume frame) {
        var states = new LinkedHashMap<RoomId, RoomState>();
        first.forEach(state -> states.put(state.room(), state));
        var others =
                Stream.concat(
                                followed.stream(),
                                frame.rooms().keySet().stream()
                                        .flatMap(name -> RoomId.of(name).stream()))
                        .distinct()
                        .filter(room -> !states.containsKey(room))
                        .toList();
        this.states.of(user, others).forEach(state -> states.put(state.room(), state));
        return states;
    }

    private Map<RoomId, List<Receipt>> others(UserId user, Iterable<RoomState> states) {
        var shown = new ArrayList<RoomId>();
        states.forEach(state -> {
            if (this.receipts.areShown(state.head().members())) {
                shown.add(state.room());
            }
        });
        return this.receipts.ofOthers(shown, user).stream()
                .collect(Collectors.groupingBy(Receipt::room));
    }

    private static void describe(ObjectNode item, RoomState state, List<Receipt> others) {
        item.put("head", state.head().sequence())
                .put("unread", state.unread())
                .put("own_read", state.receipt().read());
        if (!others.isEmpty()) {
            var delivered = item.putObject("delivered");
            others.forEach(other -> delivered.put(other.user().value(), other.delivered()));
            var read = item.putObject("read");
            others.forEach(other -> read.put(other.user().value(), other.read()));
        }
    }

    private boolean recovers(
            V2Connection connection, RoomState state, long named, List<Missing> missing) {
        var head = state.head().sequence();
        if (named > head || head - named > this.replay.limit() || named < state.visibleFrom() - 1) {
            return false;
        }
        var begin = connection.gate().resume(state.room(), named, head);
        if (begin < 0) {
            return false;
        }
        if (begin < head) {
            missing.add(new Missing(state.room(), begin, head));
        }
        return true;
    }
}
