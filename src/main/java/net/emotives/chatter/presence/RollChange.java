package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import java.util.List;
import java.util.Map;

/**
 * Users that connected to a node and left it; published there once it is stored, so that the other
 * nodes can be told at once. They read by themselves what they miss.
 *
 * @param from number of changes of the node's roll before this one
 * @param to the same with this one
 * @param came users with their groups, also those that were there and moved to another group
 */
public record RollChange(
        NodeId node, long from, long to, Map<UserId, UserGroup> came, List<UserId> went) {}
