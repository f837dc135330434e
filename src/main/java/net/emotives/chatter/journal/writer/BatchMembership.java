package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Head;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.NotAMember;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.users.UserId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Members of the rooms of a batch: as read under the locks, and as its changes leave them. The
 * members of a direct room are in its id. For one batch and thread.
 */
final class BatchMembership {

    private final Map<Members.Key, Member> before;

    /** Users that may see a room because it is public to their group. */
    private final Set<Members.Key> visitors;

    private final Map<Members.Key, Member> members;
    private final Map<RoomId, Member> last = new HashMap<>();
    private final Map<Members.Key, Long> caughtUp = new HashMap<>();
    private final Set<RoomId> ownerLeft = new HashSet<>();

    BatchMembership(Map<Members.Key, Member> before, Set<Members.Key> visitors) {
        this.before = before;
        this.visitors = visitors;
        this.members = new LinkedHashMap<>(before);
    }

    Optional<Member> of(RoomId room, UserId user) {
        if (room.isDirect()) {
            return room.pair().contains(user)
                    ? Optional.of(new Member(room, user, Role.MEMBER, 0))
                    : Optional.empty();
        }
        return Optional.ofNullable(this.members.get(new Members.Key(room, user)));
    }

    boolean isOwner(RoomId room, UserId user) {
        return of(room, user).filter(member -> member.role() == Role.OWNER).isPresent();
    }

    /**
     * Returns the member; throws {@link NotAMember}, or {@link RoomNotFound} if the room is hidden.
     */
    Member require(RoomId room, UserId user) {
        return of(room, user)
                .orElseThrow(() ->
                        this.visitors.contains(new Members.Key(room, user))
                                ? new NotAMember(room)
                                : new RoomNotFound(room));
    }

    /** Throws {@link RoomNotFound} unless the user may join by itself. */
    void requireOpen(RoomId room, UserId user) {
        if (!this.visitors.contains(new Members.Key(room, user))) {
            throw new RoomNotFound(room);
        }
    }

    /** Throws {@link NotAMember} if the user named in the request is none. */
    void requireNamed(RoomId room, UserId named) {
        if (of(room, named).isEmpty()) {
            throw new NotAMember(room, named);
        }
    }

    /** Adds the owner of a new room. */
    void create(RoomId room, UserId user, Head head) {
        put(new Member(room, user, Role.OWNER, head.sequence()), head);
    }

    void join(RoomId room, UserId user, Head head) {
        put(new Member(room, user, Role.MEMBER, head.sequence()), head);
    }

    private void put(Member member, Head head) {
        var key = new Members.Key(member.room(), member.user());
        this.members.put(key, member);
        this.caughtUp.put(key, head.ordinal());
        this.last.put(member.room(), member);
    }

    void leave(RoomId room, UserId user) {
        if (isOwner(room, user)) {
            this.ownerLeft.add(room);
        }
        this.members.remove(new Members.Key(room, user));
    }

    /** Returns the member of the room that was added last in this batch. */
    Member lastOf(RoomId room) {
        return Optional.ofNullable(this.last.get(room)).orElseThrow();
    }

    /** Rows to delete: of users that left, or that left and joined again. */
    List<Members.Key> removed() {
        var removed = new ArrayList<Members.Key>();
        this.before.forEach((key, member) -> {
            if (!member.equals(this.members.get(key))) {
                removed.add(key);
            }
        });
        return removed;
    }

    /** Rows to insert. */
    List<Member> added() {
        return this.members.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(this.before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Users that joined or left. */
    Set<UserId> moved() {
        return Stream.concat(
                        removed().stream().map(Members.Key::user),
                        added().stream().map(Member::user))
                .collect(Collectors.toSet());
    }

    /** Returns the ordinal of the last message before the member joined. */
    long caughtUp(Member member) {
        return this.caughtUp.getOrDefault(new Members.Key(member.room(), member.user()), 0L);
    }

    /** Rooms whose owner left, which need a new one. */
    Set<RoomId> withoutOwner() {
        return this.ownerLeft;
    }
}
