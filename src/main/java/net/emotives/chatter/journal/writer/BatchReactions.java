package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.ReactionLimits;
import net.emotives.chatter.journal.TooManyReactions;
import net.emotives.chatter.journal.writer.ReactionRows.Kind;
import net.emotives.chatter.journal.writer.ReactionRows.Own;
import net.emotives.chatter.journal.writer.ReactionRows.State;
import net.emotives.chatter.journal.writer.ReactionRows.Tally;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reactions to the messages of a batch: as read under the locks, and as its changes leave them.
 * Applies the limits on different reactions. Of the rows of removed reactions it keeps the newest,
 * as many as a user may give: enough to answer a retry, and rows do not pile up. For one batch and
 * thread.
 */
final class BatchReactions {

    private final ReactionLimits limits;
    private final Map<Own, Map<ReactionRows.Key, State>> rows;
    private final Map<Kind, Tally> tallies;
    private final Map<Target.Key, Integer> different;
    private final Map<ReactionRows.Key, State> written = new LinkedHashMap<>();
    private final Set<ReactionRows.Key> forgotten = new HashSet<>();

    private BatchReactions(
            ReactionLimits limits,
            Map<ReactionRows.Key, State> rows,
            Map<Kind, Tally> tallies,
            Map<Target.Key, Integer> different) {
        this.limits = limits;
        this.rows = new HashMap<>();
        rows.forEach((key, state) -> of(key.own()).put(key, state));
        this.tallies = new HashMap<>(tallies);
        this.different = new HashMap<>(different);
    }

    /** Of a batch without any. */
    static BatchReactions none() {
        return new BatchReactions(new ReactionLimits(1, 1), Map.of(), Map.of(), Map.of());
    }

    /** Reads what these changes need: three statements, or none where there is no change. */
    static Supplier<BatchReactions> read(
            Collection<Change.Reaction> asked, ReactionLimits limits, Pipeline reads) {
        if (asked.isEmpty()) {
            return BatchReactions::none;
        }
        var keys = asked.stream().map(BatchReactions::key).collect(Collectors.toSet());
        var rows =
                ReactionRows.find(
                        keys.stream().map(ReactionRows.Key::own).collect(Collectors.toSet()),
                        reads);
        // Each change moves a count by one: counting as many above the bound as the batch has
        // changes is enough to know on which side of it the count ends.
        var tallies =
                ReactionRows.tallies(
                        keys.stream().map(ReactionRows.Key::kind).collect(Collectors.toSet()),
                        asked.size() + 1,
                        reads);
        var different =
                ReactionRows.different(
                        keys.stream().map(BatchReactions::message).collect(Collectors.toSet()),
                        limits.perMessage() + asked.size(),
                        reads);
        return () -> new BatchReactions(limits, rows.get(), tallies.get(), different.get());
    }

    private static ReactionRows.Key key(Change.Reaction change) {
        return new ReactionRows.Key(
                change.room(), change.message(), change.by(), change.reaction());
    }

    private static Target.Key message(ReactionRows.Key key) {
        return new Target.Key(key.room(), key.message());
    }

    private Map<ReactionRows.Key, State> of(Own own) {
        return this.rows.computeIfAbsent(own, _ -> new HashMap<>());
    }

    /** The user's own reaction of that kind, given or taken back. */
    Optional<State> find(Change.Reaction change) {
        var key = key(change);
        return Optional.ofNullable(of(key.own()).get(key));
    }

    /** Throws {@link TooManyReactions} where one more does not fit. */
    void requireRoomFor(Change.Reaction change) {
        var key = key(change);
        var own = of(key.own()).values().stream().filter(State::given).count();
        if (own >= this.limits.perUser()) {
            throw TooManyReactions.ofUser(this.limits.perUser());
        }
        if (count(key.kind()) == 0
                && this.different.getOrDefault(message(key), 0) >= this.limits.perMessage()) {
            throw TooManyReactions.ofMessage(this.limits.perMessage());
        }
    }

    private int count(Kind kind) {
        var tally = this.tallies.get(kind);
        return tally == null ? 0 : tally.count();
    }

    /** It is given under that number. */
    void give(Change.Reaction change, long sequence) {
        var key = key(change);
        var before = this.tallies.get(key.kind());
        var since = before == null ? sequence : before.since();
        if (before == null) {
            this.different.merge(message(key), 1, Integer::sum);
        }
        this.tallies.put(key.kind(), new Tally(before == null ? 1 : before.count() + 1, since));
        put(key, new State(sequence, true, since));
    }

    /** It is taken back under that number. */
    void takeBack(Change.Reaction change, long sequence) {
        var key = key(change);
        var left = count(key.kind()) - 1;
        if (left > 0) {
            this.tallies.computeIfPresent(key.kind(), (_, tally) -> new Tally(left, tally.since()));
        } else {
            this.tallies.remove(key.kind());
            this.different.merge(message(key), -1, Integer::sum);
        }
        put(key, new State(sequence, false, null));
        forgetOldest(key.own());
    }

    private void put(ReactionRows.Key key, State state) {
        of(key.own()).put(key, state);
        this.written.put(key, state);
        this.forgotten.remove(key);
    }

    private void forgetOldest(Own own) {
        var states = of(own);
        var old =
                states.entrySet().stream()
                        .filter(entry -> !entry.getValue().given())
                        .sorted(Comparator.comparingLong(entry -> -entry.getValue().sequence()))
                        .skip(this.limits.perUser())
                        .map(Map.Entry::getKey)
                        .toList();
        for (var key : old) {
            states.remove(key);
            this.written.remove(key);
            this.forgotten.add(key);
        }
    }

    /** Writes what the changes did, if anything: a statement or two. */
    void write(Pipeline writes) {
        if (!this.written.isEmpty()) {
            ReactionRows.write(this.written, writes);
        }
        if (!this.forgotten.isEmpty()) {
            ReactionRows.forget(this.forgotten, writes);
        }
    }
}
