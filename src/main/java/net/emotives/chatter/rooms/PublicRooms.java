package net.emotives.chatter.rooms;

import net.emotives.chatter.users.Realm;
import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds public rooms by the beginning of their names. A user finds those that they may join: of
 * their own group, or of any group where users of different groups may talk. Thread-safe; a search
 * is one statement over one range of an index.
 */
@Component
public class PublicRooms {

    /** The byte FF, which UTF-8 does not have, sorts after every continuation of a prefix. */
    private static final String SELECT =
            """
            SELECT q.id, q.name, q.data, q.user_group, q.hide_history, h.members, EXISTS (
                SELECT FROM members m WHERE m.room = q.id AND m.username = ?) AS joined
            FROM rooms q JOIN room_heads h ON h.room = q.id
            WHERE q.visibility = 'public'
              AND (folded_name(q.name), q.id) > (folded_name(?), ?)
              AND folded_name(q.name) >= folded_name(?)
              AND folded_name(q.name) < folded_name(?) || '\\xff'::bytea
            """;

    private static final String OF_GROUP = "AND coalesce(q.user_group, '') = ? ";

    /** Rooms of one realm, by the range of their ids. */
    private static final String OF_REALM = "AND q.id >= ? AND q.id < ? ";

    /** Native rooms: those whose ids begin with no realm. */
    private static final String OF_NATIVE = "AND NOT (q.id >= chr(31) AND q.id < chr(32)) ";

    private static final String IN_ORDER = "ORDER BY folded_name(q.name), q.id LIMIT ?";

    private static final RowMapper<Found> FOUND =
            (row, _) -> {
                var described =
                        new NewRoom(
                                row.getString("name"),
                                Visibility.PUBLIC,
                                row.getString("data"),
                                UserGroup.stored(row.getString("user_group")),
                                row.getBoolean("hide_history"));
                return new Found(
                        described.as(RoomId.stored(row.getString("id"))),
                        row.getInt("members"),
                        row.getBoolean("joined"));
            };

    private final Rooms rooms;
    private final Users users;
    private final RoomsProperties properties;
    private final JdbcTemplate jdbc;

    PublicRooms(Rooms rooms, Users users, RoomsProperties properties, JdbcTemplate jdbc) {
        this.rooms = rooms;
        this.users = users;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    /**
     * A public room.
     *
     * @param members number of members
     * @param joined true if the searching user is a member
     */
    public record Found(Room room, int members, boolean joined) {}

    /**
     * Returns rooms whose names begin with the prefix, without regard to case, in the order of
     * their names. A cursor that is no room which the user may find has nothing after it.
     *
     * @param after the last room of the page before
     */
    public List<Found> page(UserId user, String prefix, @Nullable RoomId after, int limit) {
        var group =
                this.users
                        .find(user)
                        .orElseThrow(() -> new UnknownUser(user.name(), "from"))
                        .group();
        var lastName = "";
        var lastId = "";
        if (after != null) {
            var last = this.rooms.find(after).filter(room -> isJoinable(room, group));
            if (last.isEmpty()) {
                return List.of();
            }
            lastName = last.get().name().orElse("");
            lastId = after.value();
        }
        var arguments =
                new ArrayList<Object>(List.of(user.value(), lastName, lastId, prefix, prefix));
        var realm = user.realm();
        if (!this.properties.open()) {
            arguments.add(group.value());
        } else if (!realm.isNative()) {
            arguments.add(RoomId.first(realm));
            arguments.add(RoomId.after(realm));
        }
        arguments.add(limit);
        return this.jdbc.query(statement(realm), FOUND, arguments.toArray());
    }

    String statement(Realm realm) {
        if (!this.properties.open()) {
            return SELECT + OF_GROUP + IN_ORDER;
        }
        return SELECT + (realm.isNative() ? OF_NATIVE : OF_REALM) + IN_ORDER;
    }

    private boolean isJoinable(Room room, UserGroup group) {
        return room.visibility() == Visibility.PUBLIC && this.rooms.mayTalk(group, room.group());
    }
}
