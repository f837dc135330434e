package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happened in a room, as the database has it: the measure of what a client was shown. */
public final class RoomTruth {

    /** When a user belonged to the room; {@code to} is his going, or the largest number. */
    record Stay(long from, long to) {

        /** Whether he belonged to it right after that number. */
        boolean holdsAfter(long sequence) {
            return this.from <= sequence && sequence < this.to;
        }

        boolean isOpen() {
            return this.to == Long.MAX_VALUE;
        }
    }

    /**
     * A text of a message.
     *
     * @param since the number from which on it is so
     * @param text nothing where the message is deleted
     * @param edited when it got that text; nothing where it is the first
     */
    record Version(long since, @Nullable String text, @Nullable String edited) {}

    private final String room;
    private final boolean hidesHistory;
    private final NavigableMap<Long, Fact> facts = new TreeMap<>();
    private final NavigableMap<Long, List<Version>> versions = new TreeMap<>();
    private final Map<Long, Set<String>> reactions = new HashMap<>();
    private final Map<String, List<Stay>> stays = new HashMap<>();

    /**
     * @param hidesHistory whether who joins sees nothing of what was before
     * @param facts in the order of their numbers
     */
    RoomTruth(String room, boolean hidesHistory, List<Fact> facts) {
        this.room = room;
        this.hidesHistory = hidesHistory;
        facts.forEach(this::add);
    }

    private void add(Fact fact) {
        this.facts.put(fact.sequence(), fact);
        switch (fact.type()) {
            case "sent" ->
                    history(fact.sequence())
                            .add(new Version(fact.sequence(), Wording.of(fact.clientId()), null));
            case "edited" ->
                    history(target(fact))
                            .add(
                                    new Version(
                                            fact.sequence(),
                                            Wording.of(fact.clientId()),
                                            fact.at()));
            case "deleted" -> history(target(fact)).add(new Version(fact.sequence(), null, null));
            case "reacted" -> reactionsTo(target(fact)).add(fact.reaction() + " " + fact.by());
            case "unreacted" -> reactionsTo(target(fact)).remove(fact.reaction() + " " + fact.by());
            case "joined" -> staysOf(fact).add(new Stay(fact.sequence(), Long.MAX_VALUE));
            case "left" -> {
                var stays = staysOf(fact);
                var from = stays.isEmpty() ? 0 : stays.removeLast().from();
                stays.add(new Stay(from, fact.sequence()));
            }
            default -> throw new IllegalArgumentException("unknown: " + fact);
        }
    }

    private static long target(Fact fact) {
        return Objects.requireNonNull(fact.message());
    }

    private List<Version> history(long message) {
        return this.versions.computeIfAbsent(message, _ -> new ArrayList<>());
    }

    private Set<String> reactionsTo(long message) {
        return this.reactions.computeIfAbsent(message, _ -> new TreeSet<>());
    }

    private List<Stay> staysOf(Fact fact) {
        return this.stays.computeIfAbsent(
                Objects.requireNonNull(fact.subject()), _ -> new ArrayList<>());
    }

    public String room() {
        return this.room;
    }

    boolean hidesHistory() {
        return this.hidesHistory;
    }

    public boolean isDirect() {
        return this.room.startsWith("d:");
    }

    /** By their numbers. */
    public NavigableMap<Long, Fact> facts() {
        return this.facts;
    }

    public long head() {
        return this.facts.isEmpty() ? 0 : this.facts.lastKey();
    }

    /** The times that the user belonged to it. */
    List<Stay> stays(String user) {
        return isDirect()
                ? List.of(new Stay(0, Long.MAX_VALUE))
                : this.stays.getOrDefault(user, List.of());
    }

    /** The stay of the user right after that number. */
    @Nullable Stay stayAfter(String user, long sequence) {
        return stays(user).stream()
                .filter(stay -> stay.holdsAfter(sequence))
                .findFirst()
                .orElse(null);
    }

    /** Returns true if the message is hidden from the user in the event of that sequence. */
    boolean hides(long message, String user, long sequence) {
        return this.hidesHistory
                && stays(user).stream()
                        .filter(stay -> stay.from() <= sequence && sequence <= stay.to())
                        .anyMatch(stay -> message < stay.from());
    }

    public boolean isMember(String user) {
        return stays(user).stream().anyMatch(Stay::isOpen);
    }

    /** The sequences of all messages. */
    Set<Long> messages() {
        return this.versions.keySet();
    }

    /** What a message said, one text after the other. */
    List<Version> versions(long message) {
        return this.versions.getOrDefault(message, List.of());
    }

    /** What it said right after that number, and whatever it said later. */
    List<Version> versionsFrom(long message, long sequence) {
        var all = versions(message);
        var first = 0;
        while (first + 1 < all.size() && all.get(first + 1).since() <= sequence) {
            first++;
        }
        return all.subList(first, all.size());
    }

    /** Who reacts how to a message in the end. */
    Set<String> reactions(long message) {
        return this.reactions.getOrDefault(message, Set.of());
    }
}
