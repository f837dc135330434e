package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Rows of members, many per statement. Written with the heads of their rooms locked. */
final class MemberRows {

    // Each array within SELECT, so that PostgreSQL keeps its plan for batches of other lengths;
    // unnest in the select list streams its rows.
    private static final String CATCH_UP =
            """
            UPDATE members m SET caught_up = n.ordinal
            FROM (SELECT unnest((SELECT ?::text[])) AS room, unnest((SELECT ?::text[])) AS username,
                unnest((SELECT ?::bigint[])) AS ordinal) AS n
            WHERE m.room = n.room AND m.username = n.username
            """;

    private MemberRows() {}

    /** Inserts members, marking messages up to these ordinals as read. */
    static void insert(List<Member> members, List<Long> caughtUp, Pipeline writes) {
        writes.update(
                """
                INSERT INTO members (room, username, owner, joined, caught_up)
                SELECT * FROM unnest(?, ?, ?, ?, ?)
                """,
                Columns.texts(members, member -> member.room().value()),
                Columns.texts(members, member -> member.user().value()),
                members.stream().map(m -> m.role() == Role.OWNER).toArray(Boolean[]::new),
                Columns.numbers(members, Member::joined),
                caughtUp.toArray(Long[]::new));
    }

    /** Deletes members. */
    static void delete(List<Members.Key> keys, Pipeline writes) {
        writes.update(
                """
                DELETE FROM members m USING unnest(?, ?) AS g (room, username)
                WHERE m.room = g.room AND m.username = g.username
                """,
                Columns.texts(keys, key -> key.room().value()),
                Columns.texts(keys, key -> key.user().value()));
    }

    /**
     * Makes the member that joined first the owner of each of these rooms, if there is one. Reads
     * one row per room, whatever its size.
     */
    static void succeed(Collection<RoomId> rooms, Pipeline writes) {
        // By ctid, and not by key: a join with the members of a room, as PostgreSQL may plan one,
        // looks for the successor once per member. With the head locked no member row moves.
        writes.update(
                """
                UPDATE members SET owner = TRUE
                WHERE ctid = ANY (ARRAY(
                    SELECT heir.place FROM (SELECT unnest((SELECT ?::text[])) AS room) AS o
                    CROSS JOIN LATERAL (
                        SELECT c.ctid AS place FROM members c WHERE c.room = o.room AND c.joined > 0
                        ORDER BY c.joined LIMIT 1) AS heir))
                """,
                (Object) Columns.texts(List.copyOf(rooms), RoomId::value));
    }

    /**
     * Marks the messages up to a member's own last message as read.
     *
     * @param last the ordinal of the last message of each sender
     */
    static void catchUp(Map<Members.Key, Long> last, Pipeline writes) {
        var senders = List.copyOf(last.keySet());
        writes.update(
                CATCH_UP,
                Columns.texts(senders, key -> key.room().value()),
                Columns.texts(senders, key -> key.user().value()),
                Columns.numbers(senders, last::get));
    }
}
