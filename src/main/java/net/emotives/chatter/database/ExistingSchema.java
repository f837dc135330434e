package net.emotives.chatter.database;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is in the schema that new tables would go to.
 *
 * @param key the setting that led to it, for people
 * @param place the schema and its database, for people
 * @param kind what it is to us
 * @param obstacles what makes it foreign
 */
record ExistingSchema(String key, String place, Kind kind, List<String> obstacles) {

    /** Kinds of existing schemas. */
    enum Kind {
        /** Our migrations have been here. */
        OURS,
        /** Nothing of ours, though others may have tables here. */
        NONE,
        /** Exactly the tables of the service that chatter replaces. */
        ORIGINAL,
        /** Neither, and it must stay as it is. */
        FOREIGN
    }

    private static final int SHOWN = 5;

    /** Looks at it and changes nothing. */
    static ExistingSchema read(JdbcClient database, String key, String historyTable) {
        var catalog = new Catalog(database, key);
        var place = catalog.place();
        var relations = catalog.relations();
        if (relations.contains(historyTable)) {
            return new ExistingSchema(key, place, Kind.OURS, List.of());
        }
        var obstacles = new ArrayList<String>();
        if (!catalog.mayCreate()) {
            obstacles.add("this user may not create tables");
        }
        both(relations, OriginalSchema.LATER_TABLES)
                .forEach(name -> obstacles.add(name + " is there already"));
        var originals = both(relations, OriginalSchema.TABLES);
        if (!originals.isEmpty()) {
            obstacles.addAll(OriginalSchema.differences(catalog.describe(originals)));
        }
        var kind = originals.isEmpty() ? Kind.NONE : Kind.ORIGINAL;
        return new ExistingSchema(key, place, obstacles.isEmpty() ? kind : Kind.FOREIGN, obstacles);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var common = new HashSet<>(one);
        common.retainAll(other);
        return new TreeSet<>(common);
    }

    /** One sentence for the operator that configured the database. */
    String refusal() {
        var shown = String.join("; ", this.obstacles.stream().limit(SHOWN).toList());
        var rest = this.obstacles.size() - SHOWN;
        return String.format(
                Locale.ROOT,
                "%s leads to %s, which chatter can neither build on nor take over from the"
                    + " original: %s%s (nothing was changed; give chatter a database of its own).",
                this.key,
                this.place,
                shown,
                rest > 0 ? String.format(Locale.ROOT, "; and %d more", rest) : "");
    }
}
