package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Head;
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
 * Who belongs to the rooms of a batch: as read under the locks, and as its changes leave it. Who is
 * in a direct room is in its name.
 */
final class Standing {

    private final Map<Members.Key, Member> before;

    /** Users that may see a room because it is public to their group. */
    private final Set<Members.Key> visitors;

    private final Map<Members.Key, Member> members;
    private final Map<RoomId, Member> last = new HashMap<>();
    private final Map<Members.Key, Long> caughtUp = new HashMap<>();
    private final Set<RoomId> ownerLeft = new HashSet<>();

    Standing(Map<Members.Key, Member> before, Set<Members.Key> visitors) {
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

    /** Throws where the user does not belong to the room, or may not even know of it. */
    Member require(RoomId room, UserId user) {
        return of(room, user)
                .orElseThrow(() ->
                        this.visitors.contains(new Members.Key(room, user))
                                ? new NotAMember(room)
                                : new RoomNotFound(room));
    }

    void requireOpen(RoomId room, UserId user) {
        if (!this.visitors.contains(new Members.Key(room, user))) {
            throw new RoomNotFound(room);
        }
    }

    void requireOwner(RoomId room, UserId user) {
        if (!isOwner(room, user)) {
            throw new NotAllowed("Only the owner of the room may remove somebody.");
        }
    }

    void requireNamed(RoomId room, UserId named) {
        if (of(room, named).isEmpty()) {
            throw new NotAMember(room, named);
        }
    }

    /** The first member of a new room. */
    void found(RoomId room, UserId user, Head head) {
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

    /** Who came last in this batch. */
    Member lastOf(RoomId room) {
        return Optional.ofNullable(this.last.get(room)).orElseThrow();
    }

    /** Who was there and is not, or is there as another. */
    List<Members.Key> gone() {
        var gone = new ArrayList<Members.Key>();
        this.before.forEach((key, member) -> {
            if (!member.equals(this.members.get(key))) {
                gone.add(key);
            }
        });
        return gone;
    }

    /** Who was not there and is. */
    List<Member> came() {
        return this.members.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(this.before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Everybody who came or went. */
    Set<UserId> moved() {
        return Stream.concat(
                        gone().stream().map(Members.Key::user), came().stream().map(Member::user))
                .collect(Collectors.toSet());
    }

    /** What had been said when somebody came, as an ordinal. */
    long caughtUp(Member member) {
        return this.caughtUp.getOrDefault(new Members.Key(member.room(), member.user()), 0L);
    }

    /** The rooms whose owner went: somebody must come after him. */
    Set<RoomId> withoutOwner() {
        return this.ownerLeft;
    }
}
