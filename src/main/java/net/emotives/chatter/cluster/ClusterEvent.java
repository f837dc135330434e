package net.emotives.chatter.cluster;

import java.util.Map;

/** A change of the known nodes; published on the thread of {@link Cluster}. */
public sealed interface ClusterEvent {

    /**
     * A look at the nodes, about each second.
     *
     * @param present the nodes that count as there but for this one, and how often the roll of each
     *     has changed
     */
    record Seen(Map<NodeId, Long> present) implements ClusterEvent {}

    /**
     * A node is not there any more, and what it left is about to be deleted in the transaction that
     * this is published in; published on one of the nodes that are.
     */
    record Gone(NodeId node) implements ClusterEvent {}

    /** The others took this node for gone, and what it had told of itself is deleted. */
    record TakenForGone() implements ClusterEvent {}
}
