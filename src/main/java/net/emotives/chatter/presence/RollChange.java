package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import java.util.List;
import java.util.Map;

/**
 * Who came to and went from a node; published there once it is stored, so that the other nodes can
 * be told at once. They find out by themselves what they miss.
 *
 * @param from how often the roll of the node had changed before
 * @param to how often with this
 * @param came with the group of each, also of those who were there and moved to it
 */
public record RollChange(
        NodeId node, long from, long to, Map<UserId, UserGroup> came, List<UserId> went) {}
