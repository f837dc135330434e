package net.emotives.chatter.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Users that this service knows, cached. A cached user is read again after a hint of another node
 * or an entry of the change log; unknown users are not cached. Thread-safe.
 */
@Component
public class Users {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final UserRepository repository;
    private final UserChangeLog changes;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Cache<UserId, User> known =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(REMEMBERED).build();

    Users(
            UserRepository repository,
            UserChangeLog changes,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.changes = changes;
        this.transactions = transactions;
        this.events = events;
    }

    /** Returns the user, if it exists. One statement on a cache miss. */
    public Optional<User> find(UserId id) {
        var remembered = this.known.getIfPresent(id);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        var found = this.repository.findByUsername(id.value());
        found.ifPresent(user -> this.known.put(id, user));
        return found;
    }

    /** Returns those of the users that exist. One statement, or none if all are cached. */
    public List<User> find(Collection<UserId> ids) {
        var found = new ArrayList<>(this.known.getAllPresent(ids).values());
        if (found.size() < Set.copyOf(ids).size()) {
            var there = found.stream().map(User::id).collect(Collectors.toSet());
            var unknown = ids.stream().filter(id -> !there.contains(id)).map(UserId::value);
            for (var user : this.repository.findByUsernameIn(unknown.distinct().toList())) {
                this.known.put(user.id(), user);
                found.add(user);
            }
        }
        return found;
    }

    /**
     * Takes over what uacl says of a user: creates one never seen, and changes the group of one
     * whose group changed.
     */
    public User recognise(UserId id, UserGroup group) {
        var before = this.repository.findByUsername(id.value());
        if (before.isPresent() && before.get().group().equals(group)) {
            this.known.put(id, before.get());
            return before.get();
        }
        if (before.isEmpty()) {
            this.repository.insert(id.value(), group.column());
        } else {
            var _ = update(id, () -> this.repository.changeGroup(id.value(), group.column()));
        }
        var now = fresh(id).orElseThrow();
        if (before.isPresent()) {
            this.events.publishEvent(new UserEvent.Changed(now, true));
        }
        return now;
    }

    /** Updates a user, and appends the change to the log in the same transaction. */
    private boolean update(UserId id, IntSupplier update) {
        return Boolean.TRUE.equals(
                this.transactions.execute(_ -> {
                    var found = update.getAsInt() > 0;
                    if (found) {
                        this.changes.append(id);
                    }
                    return found;
                }));
    }

    private Optional<User> fresh(UserId id) {
        this.known.invalidate(id);
        return find(id);
    }

    /** Reads users again that changed on another node. One statement. */
    public void refresh(Collection<UserId> ids) {
        this.known.invalidateAll(ids);
        for (var user :
                this.repository.findByUsernameIn(ids.stream().map(UserId::value).toList())) {
            this.known.put(user.id(), user);
            this.events.publishEvent(new UserEvent.Changed(user, false));
        }
    }

    /**
     * Suspends a user: it may not connect, and its connections are closed on every node. Throws
     * {@link UnknownUser}.
     */
    public void suspend(UserId id) {
        change(id, () -> this.repository.admit(id.value(), true, 1));
    }

    /** Ends a suspension. Throws {@link UnknownUser}. */
    public void readmit(UserId id) {
        change(id, () -> this.repository.admit(id.value(), false, 0));
    }

    /** Closes the connections of a user on every node. Throws {@link UnknownUser}. */
    public void sendAway(UserId id) {
        change(id, () -> this.repository.sendAway(id.value()));
    }

    private void change(UserId id, IntSupplier update) {
        if (!update(id, update)) {
            throw new UnknownUser(id.value(), "username");
        }
        this.events.publishEvent(new UserEvent.Changed(fresh(id).orElseThrow(), true));
    }

    /** Creates a user; throws {@link UserAlreadyExists} where there is one of that name. */
    public void create(UserId id, UserGroup group) {
        if (this.repository.insert(id.value(), group.column()) == 0) {
            throw new UserAlreadyExists(id);
        }
    }

    /**
     * The users of a group in the order of their names, from the one after {@code after} on, at
     * most {@code limit}.
     */
    public List<User> inGroup(UserGroup group, @Nullable UserId after, int limit) {
        return this.repository.inGroup(group.value(), after == null ? "" : after.value(), limit);
    }
}
