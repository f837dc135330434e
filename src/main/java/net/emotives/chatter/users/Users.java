package net.emotives.chatter.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The users this service knows. What is found is remembered for a few seconds, so that a user whose
 * group changes on another node is seen with the old one for as long; nobody is remembered as
 * unknown.
 */
@Component
public class Users {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final UserRepository repository;
    private final ApplicationEventPublisher events;
    private final Cache<UserId, User> known =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(REMEMBERED).build();

    Users(UserRepository repository, ApplicationEventPublisher events) {
        this.repository = repository;
        this.events = events;
    }

    /** The user of that name, if there is one. */
    public Optional<User> find(UserId id) {
        var remembered = this.known.getIfPresent(id);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        var found = this.repository.findByUsername(id.value());
        found.ifPresent(user -> this.known.put(id, user));
        return found;
    }

    /**
     * Takes over what uacl says of a user: creates one never seen, and changes the group of one
     * whose group changed.
     */
    public User recognise(UserId id, UserGroup group) {
        var before = this.repository.findByUsername(id.value());
        if (before.isEmpty()) {
            this.repository.insert(id.value(), group.column());
        } else if (!before.get().group().equals(group)) {
            this.repository.changeGroup(id.value(), group.column());
            this.known.invalidate(id);
            this.events.publishEvent(new UserEvent.GroupChanged(id, before.get().group(), group));
        }
        var user = new User(id, group);
        this.known.put(id, user);
        return user;
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
