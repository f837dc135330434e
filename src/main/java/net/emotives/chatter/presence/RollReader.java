package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.ClusterEvent;
import net.emotives.chatter.cluster.NodeId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps up with the rolls of the other nodes: by what they tell, and where something of that was
 * lost, by their rows.
 */
@Component
class RollReader {

    /**
     * What is known of a node.
     *
     * @param roll how many changes of its roll
     * @param expected how many there were when it was last looked at
     */
    private record Known(long roll, long expected) {}

    private final RollRows rows;
    private final Roll roll;
    private final Map<NodeId, Known> known = new HashMap<>();

    RollReader(RollRows rows, Roll roll) {
        this.rows = rows;
        this.roll = roll;
    }

    /** A change that does not follow what is known waits for the rows. */
    synchronized void heard(RollChange change) {
        var before = this.known.get(change.node());
        if (before == null || before.roll() != change.from()) {
            return;
        }
        this.known.put(change.node(), new Known(change.to(), before.expected()));
        change.came().forEach((user, group) -> this.roll.arrive(change.node(), user, group));
        change.went().forEach(user -> this.roll.depart(change.node(), user));
    }

    @EventListener
    void on(ClusterEvent.Seen seen) {
        lost(seen).forEach(node -> this.rows.of(node).ifPresent(now -> know(node, now)));
    }

    /** The nodes of which something was lost. */
    private synchronized List<NodeId> lost(ClusterEvent.Seen seen) {
        for (var node : List.copyOf(this.known.keySet())) {
            if (!seen.present().containsKey(node)) {
                this.known.remove(node);
                this.roll.replace(node, Map.of());
            }
        }
        var lost = new ArrayList<NodeId>();
        seen.present()
                .forEach((node, roll) -> {
                    var before = this.known.get(node);
                    // What is not known now may be underway; what was not known at the last look is
                    // lost.
                    if (before == null
                            || before.roll() < before.expected()
                            || before.roll() > roll) {
                        lost.add(node);
                        this.known.remove(node);
                    } else {
                        this.known.put(node, new Known(before.roll(), roll));
                    }
                });
        return lost;
    }

    private synchronized void know(NodeId node, RollRows.Of now) {
        this.known.put(node, new Known(now.roll(), now.roll()));
        this.roll.replace(node, now.users());
    }

    @EventListener
    void on(ClusterEvent.Gone gone) {
        this.rows.removeAll(gone.node());
    }
}
