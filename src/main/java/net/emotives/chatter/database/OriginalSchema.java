package net.emotives.chatter.database;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The schema of the service that chatter replaces, in the words of {@link Catalog}. Only what
 * matches it to the letter is taken over, because the rest would be lost. Names of keys, indexes
 * and sequences are free, and so is which indexes there are: the migration makes its own.
 */
final class OriginalSchema {

    static final Set<String> TABLES = Set.of("users", "tokens", "messages");

    /** Further tables that our migrations create, for good or for a while. */
    static final Set<String> LATER_TABLES =
            Set.of(
                    "rooms",
                    "room_heads",
                    "members",
                    "outbox",
                    "receipts",
                    "room_events",
                    "nodes",
                    "online",
                    "last_seen",
                    "notification_attempts",
                    "changes",
                    "reactions",
                    "reaction_counts",
                    "bus_texts",
                    "original_messages",
                    "original_pairs",
                    "original_tokens");

    private static final Set<String> DESCRIPTION =
            Set.of(
                    """
                    table users
                    users.id integer not null serial
                    users.username character varying(128) not null
                    users.user_group character varying(56)
                    users PRIMARY KEY (id)
                    users UNIQUE (username)
                    table tokens
                    tokens.token text not null
                    tokens.username character varying(128) not null
                    tokens.expiration timestamp with time zone not null
                    tokens PRIMARY KEY (token)
                    tokens FOREIGN KEY (username) REFERENCES users(username)
                    table messages
                    messages.id integer not null serial
                    messages.username_from character varying(128) not null
                    messages.username_to character varying(128) not null
                    messages.message text
                    messages.image_path text
                    messages.created_at timestamp with time zone not null
                    messages PRIMARY KEY (id)
                    messages FOREIGN KEY (username_from) REFERENCES users(username)
                    messages FOREIGN KEY (username_to) REFERENCES users(username)
                    """
                            .split("\n"));

    private OriginalSchema() {}

    /** What is missing and what is not known, missing tables first; empty for the original. */
    static List<String> differences(Set<String> description) {
        var missingTables = new TreeSet<>(TABLES);
        missingTables.removeIf(table -> description.contains("table " + table));
        // Columns before keys: they show best whose table it is.
        var differences = new TreeMap<String, String>(comparing(line -> line.replace(' ', '~')));
        for (var line : DESCRIPTION) {
            if (!description.contains(line) && missingTables.stream().noneMatch(of(line))) {
                differences.put(line, line + " is missing");
            }
        }
        for (var line : description) {
            if (!DESCRIPTION.contains(line)) {
                differences.put(line, line + " is not known");
            }
        }
        var all = new ArrayList<String>();
        missingTables.forEach(table -> all.add("table " + table + " is missing"));
        all.addAll(differences.values());
        return all;
    }

    private static Predicate<String> of(String line) {
        return table ->
                line.equals("table " + table)
                        || line.startsWith(table + ".")
                        || line.startsWith(table + " ");
    }
}
