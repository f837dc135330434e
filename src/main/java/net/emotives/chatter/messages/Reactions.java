package net.emotives.chatter.messages;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.ReactionLimits;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the reactions to messages. Reads are bounded, however many users gave a reaction: the
 * database keeps the counts, and a page has a limited number of usernames.
 */
@Component
public class Reactions {

    /** Maximum usernames of a reaction: the users that gave it first. */
    private static final int NAMED = 50;

    /** Maximum usernames of a page; its farthest messages have fewer, or none. */
    private static final int NAMED_OF_PAGE = 5_000;

    /** Minimum bytes of a reaction in an answer, without usernames. */
    private static final int LEAST_BYTES = 40;

    /** Maximum characters of all usernames of a message; its last reactions have fewer, or none. */
    private static final int CHARACTERS_OF_MESSAGE = 16_384;

    /**
     * Goes through the different reactions of each message by their index, one entry each, and so
     * reads nobody's name twice. Of messages with more than may be shown the first are. Whether the
     * reader gave one is asked without {@code r.given}: only the primary key can answer that, and
     * no plan goes through all givers.
     */
    private static final String SELECT =
            """
            WITH RECURSIVE different AS (
                SELECT m.message, (SELECT r.reaction FROM reactions r
                    WHERE r.room = ? AND r.message = m.message AND r.given ORDER BY r.reaction LIMIT 1) AS reaction
                FROM unnest(?) AS m (message)
                UNION ALL
                SELECT d.message, (SELECT r.reaction FROM reactions r
                    WHERE r.room = ? AND r.message = d.message AND r.given AND r.reaction > d.reaction
                    ORDER BY r.reaction LIMIT 1)
                FROM different d WHERE d.reaction IS NOT NULL),
            placed AS (
                SELECT d.message, d.reaction,
                    row_number() OVER (PARTITION BY d.message ORDER BY f.since, d.reaction) AS place
                FROM different d CROSS JOIN LATERAL (
                    SELECT coalesce(r.since, r.sequence) AS since FROM reactions r
                    WHERE r.room = ? AND r.message = d.message AND r.reaction = d.reaction AND r.given
                    ORDER BY r.sequence LIMIT 1) AS f),
            near AS (
                SELECT p.message, p.reaction, p.place, abs(p.message - ?) AS distance
                FROM placed p WHERE p.place <= ? ORDER BY distance, p.message, p.place LIMIT ?),
            counted AS (
                SELECT n.message, n.reaction, n.place, t.given,
                    sum(least(t.given, ?)) OVER (ORDER BY n.distance, n.message, n.place) AS named
                FROM near n CROSS JOIN LATERAL (
                    SELECT k.given FROM reaction_counts k
                    WHERE k.room = ? AND k.message = n.message AND k.reaction = n.reaction) AS t)
            SELECT c.message, c.reaction, c.given,
                coalesce((SELECT r.given FROM reactions r
                    WHERE r.room = ? AND r.message = c.message AND r.username = ? AND r.reaction = c.reaction),
                    FALSE) AS mine,
                CASE WHEN c.named <= ? THEN ARRAY(SELECT r.username FROM reactions r
                    WHERE r.room = ? AND r.message = c.message AND r.reaction = c.reaction AND r.given
                    ORDER BY r.sequence LIMIT ?) ELSE '{}' END AS users
            FROM counted c ORDER BY c.message, c.place
            """;

    /**
     * For the statement above alone: every other plan than by the indexes in their order would read
     * all givers, and with old statistics it can look as cheap.
     */
    private static final String BY_INDEX =
            """
            SELECT set_config('enable_sort', 'off', TRUE), set_config('enable_bitmapscan', 'off', TRUE),
                set_config('enable_incremental_sort', 'off', TRUE)
            """;

    private final JdbcOperations jdbc;
    private final ReactionLimits limits;

    Reactions(JdbcOperations jdbc, ReactionLimits limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /**
     * A reaction to a message.
     *
     * @param message the sequence of the message
     * @param count number of users that gave it
     * @param mine whether the reader is one of them
     * @param users the first fifty that gave it, or fewer where they would make the answer too
     *     large
     */
    public record Given(
            long message, String reaction, int count, boolean mine, List<UserId> users) {}

    /**
     * Reader and limits of a page for which reactions are read.
     *
     * @param near reactions to messages nearer to this sequence take precedence
     * @param bytes what an answer may take: of messages whose reactions certainly do not fit into
     *     it, with those of all that are nearer, not all reactions are read
     */
    public record View(UserId reader, long near, long bytes) {}

    /**
     * The reactions to messages of a room by the sequence of the message, as the reader sees them,
     * in the order in which their counts rose from 0. Two statements, one round trip.
     */
    public Map<Long, List<Given>> of(RoomId room, List<Message> messages, View view) {
        var alive = messages.stream().filter(message -> !message.isDeleted()).toList();
        if (alive.isEmpty()) {
            return Map.of();
        }
        var reads = new Pipeline();
        var _ = reads.query(BY_INDEX, (row, _) -> row.getString(1));
        var found =
                reads.query(
                        SELECT,
                        (row, _) ->
                                new Given(
                                        row.getLong("message"),
                                        row.getString("reaction"),
                                        row.getInt("given"),
                                        row.getBoolean("mine"),
                                        List.of((String[]) row.getArray("users").getArray())
                                                .stream()
                                                .map(UserId::stored)
                                                .toList()),
                        room.value(),
                        Columns.numbers(alive, Message::sequence),
                        room.value(),
                        room.value(),
                        view.near(),
                        this.limits.perMessage(),
                        view.bytes() / LEAST_BYTES + this.limits.perMessage(),
                        NAMED,
                        room.value(),
                        room.value(),
                        view.reader().value(),
                        NAMED_OF_PAGE,
                        room.value(),
                        NAMED);
        reads.run(this.jdbc);
        return found.get().stream()
                .collect(
                        Collectors.groupingBy(
                                Given::message,
                                Collectors.collectingAndThen(
                                        Collectors.toList(), Reactions::bounded)));
    }

    private static List<Given> bounded(List<Given> ofMessage) {
        var bounded = new ArrayList<Given>();
        var left = CHARACTERS_OF_MESSAGE;
        for (var given : ofMessage) {
            var users = new ArrayList<UserId>();
            for (var user : given.users()) {
                left -= user.value().length();
                if (left < 0) {
                    break;
                }
                users.add(user);
            }
            bounded.add(
                    new Given(
                            given.message(), given.reaction(), given.count(), given.mine(), users));
        }
        return bounded;
    }
}
