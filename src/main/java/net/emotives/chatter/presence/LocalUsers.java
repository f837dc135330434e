package net.emotives.chatter.presence;

import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The users with connections on this node, or in their grace. Thread-safe; nothing is called while
 * an entry is held, and questions take no lock.
 */
@Component
class LocalUsers {

    /**
     * @param departures how often the user's last connection closed; a new connection makes the
     *     timer's one stale
     */
    private record Entry(UserGroup group, int connections, long departures) {

        Entry connected(UserGroup now) {
            return new Entry(now, this.connections + 1, this.departures);
        }

        Entry disconnected() {
            return new Entry(this.group, this.connections - 1, this.departures + 1);
        }
    }

    private final ConcurrentHashMap<UserId, Entry> entries = new ConcurrentHashMap<>();

    /** Counts a connection; true for a user that was not here. */
    boolean connected(User user) {
        var now =
                this.entries.compute(
                        user.id(),
                        (_, before) ->
                                before == null
                                        ? new Entry(user.group(), 1, 0)
                                        : before.connected(user.group()));
        return now.connections() == 1 && now.departures() == 0;
    }

    /** Uncounts a connection; the number of the departure where it was the last one. */
    OptionalLong disconnected(UserId user) {
        var left = this.entries.computeIfPresent(user, (_, before) -> before.disconnected());
        return left == null || left.connections() > 0
                ? OptionalLong.empty()
                : OptionalLong.of(left.departures());
    }

    /** Removes the user unless a connection was opened since that departure; true if removed. */
    boolean remove(UserId user, long departure) {
        var now = this.entries.get(user);
        return now != null
                && now.connections() == 0
                && now.departures() == departure
                && this.entries.remove(user, now);
    }

    /** Moves a user that is here to another group; true if it was not in that one. */
    boolean move(User user) {
        var moved = new AtomicBoolean();
        this.entries.computeIfPresent(
                user.id(),
                (_, before) -> {
                    moved.set(!before.group().equals(user.group()));
                    return new Entry(user.group(), before.connections(), before.departures());
                });
        return moved.get();
    }

    /** Returns the group of a user that is here, otherwise null. */
    @Nullable UserGroup group(UserId user) {
        var entry = this.entries.get(user);
        return entry == null ? null : entry.group();
    }

    Set<UserId> all() {
        return Set.copyOf(this.entries.keySet());
    }
}
