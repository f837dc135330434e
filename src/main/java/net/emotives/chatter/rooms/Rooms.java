package net.emotives.chatter.rooms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads rooms, and decides which users may see them and become members. Thread-safe. */
@Component
public class Rooms {

    private final RoomRepository repository;
    private final Members members;
    private final Users users;
    private final RoomsProperties properties;

    /** Never out of date, since rooms are neither changed nor deleted. */
    private final Cache<RoomId, Room> cache = Caffeine.newBuilder().maximumSize(100_000).build();

    Rooms(RoomRepository repository, Members members, Users users, RoomsProperties properties) {
        this.repository = repository;
        this.members = members;
        this.users = users;
        this.properties = properties;
    }

    /**
     * Returns the user of the caller's realm that is named in that field of the request. Throws
     * {@link UnknownUser}.
     */
    public UserId existing(UserId from, String name, String field) {
        return known(from, name, field).id();
    }

    /**
     * Returns the reason why the user may not send new content to the room: in a direct room, that
     * the two users are of different groups according to uacl. Earlier messages can still be read.
     *
     * @param field the field of the request that names the room or the other user
     */
    public Optional<OtherGroup> barrier(UserId user, RoomId room, String field) {
        if (this.properties.open() || !room.isDirect() || !room.pair().contains(user)) {
            return Optional.empty();
        }
        var other = room.counterpart(user);
        return this.users
                .find(other)
                .filter(named -> !mayTalk(user(user), named.group()))
                .map(named -> new OtherGroup(named.id(), field));
    }

    /**
     * Returns the id of the direct room of the user and the named one, which may not exist yet.
     * Throws {@link UnknownUser}, and {@link OtherGroup} if the two may not talk.
     */
    public RoomId pair(UserId from, String to) {
        return RoomId.direct(from, reachable(from, to, "to"));
    }

    /**
     * Returns the user named in that field of the request, if the two may talk. Throws {@link
     * UnknownUser} and {@link OtherGroup}.
     */
    public UserId reachable(UserId from, String name, String field) {
        var named = known(from, name, field);
        requireMayTalk(from, named, field);
        return named.id();
    }

    private User known(UserId from, String name, String field) {
        return UserId.of(from.realm(), name)
                .flatMap(this.users::find)
                .orElseThrow(() -> new UnknownUser(name, field));
    }

    private void requireMayTalk(UserId from, User named, String field) {
        if (!mayTalk(user(from), named.group())) {
            throw new OtherGroup(named.id(), field);
        }
    }

    /**
     * The same for all of these names, in their order. One statement, or none if all are cached.
     */
    public List<UserId> reachable(UserId from, List<String> names, String field) {
        var ids = names.stream().map(name -> named(from, name, field)).toList();
        var found =
                this.users.find(ids).stream()
                        .collect(Collectors.toMap(User::id, Function.identity()));
        var asking = user(from);
        for (var id : ids) {
            var user = found.get(id);
            if (user == null) {
                throw new UnknownUser(id.name(), field);
            }
            if (!mayTalk(asking, user.group())) {
                throw new OtherGroup(id, field);
            }
        }
        return ids;
    }

    private static UserId named(UserId from, String name, String field) {
        return UserId.of(from.realm(), name).orElseThrow(() -> new UnknownUser(name, field));
    }

    /**
     * Returns the named users if the user may add all of them to a room. Throws {@link
     * InviteNotAllowed} if the policy forbids it, whether or not they exist, and what {@link
     * #reachable} throws.
     */
    public List<UserId> invitable(UserId from, List<String> names, String field) {
        var others = names.stream().filter(name -> !name.equals(from.name())).toList();
        var allowed =
                others.isEmpty()
                        || switch (this.properties.invite()) {
                            case GROUP -> true;
                            case SHARED_ROOM -> this.members.shareRooms(from, others);
                            case NOBODY -> throw InviteNotAllowed.ever(field);
                        };
        if (!allowed) {
            throw InviteNotAllowed.withoutSharedRoom(field);
        }
        return reachable(from, names, field);
    }

    /** Returns the room, if it exists. One statement on a cache miss. */
    public Optional<Room> find(RoomId id) {
        var known = this.cache.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = this.repository.findById(id.value());
        found.ifPresent(this::remember);
        return found;
    }

    /** Returns those of the rooms that exist. One statement, or none if all are cached. */
    public Map<RoomId, Room> find(Collection<RoomId> ids) {
        var rooms = new HashMap<RoomId, Room>(this.cache.getAllPresent(ids));
        if (rooms.size() < ids.size()) {
            var unknown = ids.stream().filter(id -> !rooms.containsKey(id)).map(RoomId::value);
            for (var found : this.repository.findByIdIn(unknown.toList())) {
                remember(found);
                rooms.put(found.id(), found);
            }
        }
        return rooms;
    }

    /**
     * Returns the keys whose user may find the room and join it without being a member, as it is
     * public to the user's group. One statement, or none if all users are cached.
     */
    public Set<Members.Key> visitors(Collection<Members.Key> asked, Map<RoomId, Room> rooms) {
        var ofPublic =
                asked.stream()
                        .filter(key -> {
                            var room = rooms.get(key.room());
                            return room != null && isPublic(room);
                        })
                        .toList();
        if (ofPublic.isEmpty()) {
            return Set.of();
        }
        var people =
                this.users.find(ofPublic.stream().map(Members.Key::user).toList()).stream()
                        .collect(Collectors.toMap(User::id, Function.identity()));
        return ofPublic.stream()
                .filter(key -> {
                    var user = people.get(key.user());
                    var room = rooms.get(key.room());
                    return user != null && room != null && mayTalk(user, room.group());
                })
                .collect(Collectors.toSet());
    }

    private static boolean isPublic(Room room) {
        return room.visibility() == Visibility.PUBLIC;
    }

    /** Caches a room that was committed. */
    public void remember(Room room) {
        this.cache.put(room.id(), room);
    }

    /**
     * Returns the room if the user may know of it: as a member, or because it is public to the
     * user's group. Throws {@link RoomNotFound}, the same as for a room that does not exist.
     */
    public Room seenBy(UserId user, RoomId id) {
        var room = find(id).orElseThrow(() -> new RoomNotFound(id));
        var sees =
                room.visibility() == Visibility.DIRECT
                        ? id.pair().contains(user)
                        : isPublic(room) && mayTalk(user(user), room.group())
                                || this.members.find(id, user).isPresent();
        if (!sees) {
            throw new RoomNotFound(id);
        }
        return room;
    }

    /** Returns the member; throws {@link NotAMember} and what {@link #seenBy} throws. */
    public Member member(UserId user, RoomId id) {
        if (id.isDirect()) {
            var _ = seenBy(user, id);
            return new Member(id, user, Role.MEMBER, 0);
        }
        return this.members.find(id, user).orElseThrow(() -> new NotAMember(seenBy(user, id).id()));
    }

    private boolean mayTalk(User user, UserGroup group) {
        return mayTalk(user.group(), group);
    }

    /** Groups of two realms never may. */
    boolean mayTalk(UserGroup one, UserGroup other) {
        return one.equals(other) || this.properties.open() && one.realm().equals(other.realm());
    }

    private User user(UserId id) {
        return this.users.find(id).orElseThrow(() -> new UnknownUser(id.name(), "from"));
    }
}
