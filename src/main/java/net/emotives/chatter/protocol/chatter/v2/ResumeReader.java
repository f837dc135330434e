package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.FanOut;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.messages.RoomState;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the state of the rooms of a resume page. At most five statements in three round trips,
 * whatever the number of rooms: the epoch, the named rooms and the next ids together; the rooms
 * that were not named, if any; and the receipts of others. The read is limited by the page, too.
 */
@Component
class ResumeReader {

    /**
     * Number of room ids scanned for rooms that were not named; an answer may hold none of them.
     */
    private static final int IDS = 1000;

    /** Minimum bytes of another member's receipt in an answer. */
    private static final int RECEIPT = 16;

    private final RoomStates states;
    private final Receipts receipts;
    private final FanOut fanOut;
    private final ProtocolProperties properties;

    ResumeReader(
            RoomStates states, Receipts receipts, FanOut fanOut, ProtocolProperties properties) {
        this.states = states;
        this.receipts = receipts;
        this.fanOut = fanOut;
        this.properties = properties;
    }

    /**
     * State of a room for the user.
     *
     * @param others receipts of the other members, where these are shown
     * @param carried true if the connection gets pushes of the room
     */
    record Standing(RoomState state, List<Receipt> others, boolean carried) {}

    /**
     * Result of the read for a page.
     *
     * @param rooms those of the user that were read, named or not
     * @param left those that could not be read for this page
     * @param ids the next ids of the user's rooms, where the page goes on with rooms that were not
     *     named
     * @param more whether there may be more ids than these
     */
    record Reading(
            String epoch,
            Map<RoomId, Standing> rooms,
            Set<RoomId> left,
            List<RoomId> ids,
            boolean more) {}

    /**
     * Reads for a page of a round that has begun. Waits for the fan-out, so that what follows is
     * pushed.
     *
     * @param bytes of an answer
     */
    Reading read(ClientConnection connection, ClientFrame.Resume page, String after, long bytes) {
        var user = connection.userId();
        var gate = connection.gate();
        // Taken before the read: a room that the user leaves meanwhile was followed until then.
        var followed = Set.copyOf(this.fanOut.followedBefore(connection));
        var named = new LinkedHashSet<RoomId>();
        page.rooms().keySet().forEach(name -> RoomId.of(name).ifPresent(named::add));
        gate.expect(named);
        var found = this.states.excerpt(user, named, after, page.more() ? 0 : IDS);
        var states = inOrder(named, found.rooms());
        var fitting = fitting(states.values(), bytes);
        var left = new HashSet<>(states.keySet());
        fitting.forEach(state -> left.remove(state.room()));
        if (left.isEmpty() && !found.ids().isEmpty()) {
            var others =
                    found.ids().stream()
                            .filter(room -> !named.contains(room) && !gate.isAnswered(room))
                            .toList();
            var some = others.subList(0, Math.min(others.size(), this.properties.resumeRooms()));
            gate.expect(some);
            var all = new ArrayList<>(fitting);
            all.addAll(inOrder(some, this.states.of(user, some)).values());
            fitting = fitting(all, bytes);
            left.addAll(others.subList(some.size(), others.size()));
            all.subList(fitting.size(), all.size()).forEach(state -> left.add(state.room()));
        }
        return new Reading(
                found.epoch(),
                standing(connection, followed, fitting),
                left,
                found.ids(),
                found.ids().size() == IDS);
    }

    private static Map<RoomId, RoomState> inOrder(
            Collection<RoomId> order, List<RoomState> states) {
        var found = new LinkedHashMap<RoomId, RoomState>();
        var unordered = states.stream().collect(Collectors.toMap(RoomState::room, state -> state));
        order.forEach(room -> {
            var state = unordered.get(room);
            if (state != null) {
                found.put(room, state);
            }
        });
        return found;
    }

    /** Returns the first rooms whose receipts can fit into an answer; at least one. */
    private List<RoomState> fitting(Collection<RoomState> states, long bytes) {
        var fitting = new ArrayList<RoomState>();
        var receipts = 0L;
        for (var state : states) {
            receipts += isShown(state) ? state.head().members() : 0;
            if (receipts * RECEIPT > bytes && !fitting.isEmpty()) {
                break;
            }
            fitting.add(state);
        }
        return fitting;
    }

    private boolean isShown(RoomState state) {
        return this.receipts.areShown(state.head().members());
    }

    private Map<RoomId, Standing> standing(
            ClientConnection connection, Set<RoomId> followed, List<RoomState> states) {
        // The user may have joined a room of which this node has not been notified yet.
        var missed =
                states.stream()
                        .filter(state -> !this.fanOut.carries(connection, state.room()))
                        .toList();
        this.fanOut.follow(connection, missed).join();
        var others = others(connection.userId(), states);
        var standing = new LinkedHashMap<RoomId, Standing>();
        for (var state : states) {
            var room = state.room();
            standing.put(
                    room,
                    new Standing(
                            state,
                            others.getOrDefault(room, List.of()),
                            followed.contains(room) || this.fanOut.carries(connection, room)));
        }
        return standing;
    }

    private Map<RoomId, List<Receipt>> others(UserId user, List<RoomState> states) {
        var shown = states.stream().filter(this::isShown).map(RoomState::room).toList();
        return this.receipts.ofOthers(shown, user).stream()
                .collect(Collectors.groupingBy(Receipt::room));
    }
}
