package net.emotives.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the SQL in the sources: a table is written by one module, and read by others in named read
 * models only.
 */
class TableOwnershipTests {

    private static final Path SOURCES = Path.of("src/main/java/net/emotives/chatter");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    /** The module that writes each table. */
    private static final Map<String, Set<String>> OWNERS =
            Map.of(
                    "users", Set.of("users"),
                    "cluster", Set.of("nodes"),
                    "tokens", Set.of("tokens"),
                    "journal",
                            Set.of(
                                    "rooms",
                                    "room_heads",
                                    "members",
                                    "messages",
                                    "room_events",
                                    "reactions",
                                    // Counted by a trigger on reactions.
                                    "reaction_counts",
                                    "changes"),
                    "messages", Set.of("receipts"),
                    "presence", Set.of("online", "last_seen"),
                    "outbox", Set.of("outbox"),
                    "notifications", Set.of("notification_attempts"));

    /** Tables that a source of another module writes, against the rule. */
    private static final Map<String, Set<String>> FOREIGN_WRITES =
            Map.of(
                    // The version of a node's list of online users is a column of its lease.
                    "presence/RollRows", Set.of("nodes"));

    /** Read models: sources that read tables of other modules. */
    private static final Map<String, Set<String>> READ_MODELS =
            Map.ofEntries(
                    Map.entry("rooms/Room", Set.of("rooms")),
                    Map.entry("rooms/Members", Set.of("members")),
                    Map.entry("rooms/RoomQuota", Set.of("members")),
                    Map.entry("rooms/PublicRooms", Set.of("rooms", "room_heads", "members")),
                    Map.entry("messages/History", Set.of("messages", "room_heads")),
                    Map.entry("messages/Reactions", Set.of("reactions", "reaction_counts")),
                    Map.entry("messages/ReceiptRows", Set.of("members", "room_heads", "messages")),
                    Map.entry(
                            "messages/RoomStates",
                            Set.of("rooms", "room_heads", "members", "messages")),
                    Map.entry("presence/RollRows", Set.of("nodes")),
                    Map.entry("notifications/NotificationEntries", Set.of("messages")),
                    Map.entry("notifications/Notifications", Set.of("outbox")),
                    Map.entry("notifications/OutboxWatch", Set.of("messages", "outbox")));

    private static final Pattern CREATED =
            Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern DROPPED = Pattern.compile("DROP TABLE (\\w+)");
    private static final Pattern WRITTEN =
            Pattern.compile("(?:INSERT INTO|DELETE FROM|TRUNCATE|(?<!FOR |DO )UPDATE)\\s+(\\w+)");
    private static final Pattern READ =
            Pattern.compile("(?:(?<!DELETE )FROM|JOIN|USING)\\s+(\\w+)|@Table\\(name = (\\w+)\\)");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern QUOTES = Pattern.compile("\"\"\"|\"(?:\\s*\\+\\s*\")?");

    @Test
    void tableIsWrittenByTheModuleThatOwnsIt() throws IOException {
        var owned = new TreeMap<String, Set<String>>();
        OWNERS.forEach(
                (module, tables) -> tables.forEach(table -> owned.put(table, Set.of(module))));
        assertThat(owned.keySet()).as("tables with an owner").isEqualTo(tables());
        assertThat(foreign(WRITTEN))
                .as("writes of tables of other modules")
                .isEqualTo(FOREIGN_WRITES);
    }

    @Test
    void tableOfAnotherModuleIsReadInNamedReadModels() throws IOException {
        assertThat(foreign(READ)).as("reads of tables of other modules").isEqualTo(READ_MODELS);
    }

    /** By source the tables of other modules that its SQL names so. */
    private static Map<String, Set<String>> foreign(Pattern use) throws IOException {
        var tables = tables();
        var foreign = new TreeMap<String, Set<String>>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var path = SOURCES.relativize(file);
                var source = path.toString().replace(".java", "");
                var own = OWNERS.getOrDefault(path.getName(0).toString(), Set.of());
                use.matcher(sql(file))
                        .results()
                        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                        .filter(table -> tables.contains(table) && !own.contains(table))
                        .forEach(table ->
                                foreign.computeIfAbsent(source, _ -> new TreeSet<>()).add(table));
            }
        }
        return foreign;
    }

    /** The source without comments, and with its texts joined. */
    private static String sql(Path file) throws IOException {
        var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        return QUOTES.matcher(code).replaceAll("");
    }

    private static Set<String> named(Pattern statement, CharSequence scripts) {
        return statement
                .matcher(scripts)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tables() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            var scripts = new StringBuilder();
            for (var file : files.toList()) {
                scripts.append(Files.readString(file));
            }
            var tables = named(CREATED, scripts);
            named(DROPPED, scripts).stream()
                    .filter(table -> table.startsWith("original_"))
                    .forEach(tables::remove);
            return tables;
        }
    }
}
