package net.emotives.chatter.rooms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rooms, and who may see them and belong to them. */
@Component
public class Rooms {

    private final RoomRepository repository;
    private final Members members;
    private final Users users;
    private final TransactionOperations transactions;
    private final RoomsProperties properties;

    /** Rooms never go and never change, so nothing here can be out of date. */
    private final Cache<RoomId, Room> there = Caffeine.newBuilder().maximumSize(100_000).build();

    Rooms(
            RoomRepository repository,
            Members members,
            Users users,
            TransactionOperations transactions,
            RoomsProperties properties) {
        this.repository = repository;
        this.members = members;
        this.users = users;
        this.transactions = transactions;
        this.properties = properties;
    }

    /**
     * The room of the user and the one he names, opened if this is their first word. Throws what
     * {@link #pair} throws.
     */
    public RoomId direct(UserId from, String to) {
        var room = pair(from, to);
        if (find(room).isEmpty()) {
            open(room);
        }
        return room;
    }

    /**
     * The room of the user and the one he names, which may not be there yet. Throws {@link
     * UnknownUser}, and {@link OtherGroup} where the two may not talk.
     */
    public RoomId pair(UserId from, String to) {
        return RoomId.direct(from, reachable(from, to, "to"));
    }

    /**
     * Whom the user names in that field of his request, where he may talk to him. Throws {@link
     * UnknownUser} and {@link OtherGroup}.
     */
    public UserId reachable(UserId from, String name, String field) {
        var named =
                UserId.of(name)
                        .flatMap(this.users::find)
                        .orElseThrow(() -> new UnknownUser(name, field));
        if (!mayTalk(user(from), named.group())) {
            throw new OtherGroup(named.id(), field);
        }
        return named.id();
    }

    /**
     * The same for all of these names, in their order. One statement, or none where all are known.
     */
    public List<UserId> reachable(UserId from, List<String> names, String field) {
        var ids = names.stream().map(name -> named(name, field)).toList();
        var found =
                this.users.find(ids).stream()
                        .collect(Collectors.toMap(User::id, Function.identity()));
        var asking = user(from);
        for (var id : ids) {
            var user = found.get(id);
            if (user == null) {
                throw new UnknownUser(id.value(), field);
            }
            if (!mayTalk(asking, user.group())) {
                throw new OtherGroup(id, field);
            }
        }
        return ids;
    }

    private static UserId named(String name, String field) {
        return UserId.of(name).orElseThrow(() -> new UnknownUser(name, field));
    }

    /**
     * The users so named, whom the user may add to a room. Throws {@link InviteNotAllowed} where
     * the policy is against it, whether or not they are there, and what {@link #reachable} throws.
     */
    public List<UserId> invitable(UserId from, List<String> names, String field) {
        var others = names.stream().filter(name -> !name.equals(from.value())).toList();
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

    /** The room of that name, if there is one. */
    public Optional<Room> find(RoomId id) {
        var known = this.there.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = this.repository.findById(id.value());
        found.ifPresent(this::remember);
        return found;
    }

    /** Those of these rooms that anybody may find. One statement, or none where all are known. */
    public Set<RoomId> publicAmong(Collection<RoomId> ids) {
        var rooms = new ArrayList<>(this.there.getAllPresent(ids).values());
        if (rooms.size() < ids.size()) {
            var known = rooms.stream().map(Room::id).collect(Collectors.toSet());
            var unknown = ids.stream().filter(id -> !known.contains(id)).map(RoomId::value);
            var found = this.repository.findByIdIn(unknown.toList());
            found.forEach(this::remember);
            rooms.addAll(found);
        }
        return rooms.stream()
                .filter(room -> room.visibility() == Visibility.PUBLIC)
                .map(Room::id)
                .collect(Collectors.toSet());
    }

    /** A room that is committed: so nobody need ask for it. */
    public void remember(Room room) {
        this.there.put(room.id(), room);
    }

    /**
     * The room, where the user may know of it: as the member of it that he is, or because it is
     * public. Throws {@link RoomNotFound}, and {@link OtherGroup} where it is public to others.
     */
    public Room seenBy(UserId user, RoomId id) {
        var room = find(id).orElseThrow(() -> new RoomNotFound(id));
        var sees =
                switch (room.visibility()) {
                    case DIRECT -> id.pair().contains(user);
                    case PRIVATE -> this.members.find(id, user).isPresent();
                    case PUBLIC -> {
                        if (!mayTalk(user(user), room.group())) {
                            throw new OtherGroup(id);
                        }
                        yield true;
                    }
                };
        if (!sees) {
            throw new RoomNotFound(id);
        }
        return room;
    }

    /** The user's place in the room; throws {@link NotAMember} and what {@link #seenBy} throws. */
    public Member member(UserId user, RoomId id) {
        if (id.isDirect()) {
            var _ = seenBy(user, id);
            return new Member(id, user, Role.MEMBER, 0);
        }
        return this.members.find(id, user).orElseThrow(() -> new NotAMember(seenBy(user, id).id()));
    }

    private boolean mayTalk(User user, UserGroup group) {
        return this.properties.open() || user.group().equals(group);
    }

    private User user(UserId id) {
        return this.users.find(id).orElseThrow(() -> new UnknownUser(id.value(), "from"));
    }

    private void open(RoomId room) {
        var pair = room.pair().stream().map(UserId::value).toArray(String[]::new);
        this.transactions.executeWithoutResult(_ -> {
            if (this.repository.insert(room.value()) == 1) {
                this.repository.insertHead(room.value(), pair.length);
                this.repository.insertMembers(room.value(), pair);
            }
        });
        var _ = find(room);
    }
}
