package net.emotives.chatter.testing.witness;

import net.emotives.chatter.testing.witness.Journal.Asked;
import net.emotives.chatter.testing.witness.Journal.Connected;
import net.emotives.chatter.testing.witness.Journal.Entry;
import net.emotives.chatter.testing.witness.Journal.Paged;
import net.emotives.chatter.testing.witness.Journal.Received;
import net.emotives.chatter.testing.witness.Journal.Resumed;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Judges what a client was sent, frame by frame, against what the database holds: nothing lost,
 * nothing doubled, nothing out of order, no gap that was not owned up to, nothing of others, no
 * text that was taken back. It drops and sorts nothing itself.
 */
public final class Judge {

    private final String user;
    private final String epoch;
    private final Map<String, RoomView> views = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final ArrayDeque<Entry> asked = new ArrayDeque<>();
    private final Tally tally;

    /** A resume of this connection failed: what comes on it, the client does not look at. */
    private boolean lost;

    private boolean resumed;

    /** A resume round is in progress: earlier events must not be pushed. */
    private boolean resuming;

    private final Set<String> named = new HashSet<>();
    private final Set<String> answered = new HashSet<>();

    /** Of these, the rooms that the user had left. */
    private final Set<String> left = new HashSet<>();

    private Judge(String user, String epoch, List<RoomTruth> truths, int limit, Tally tally) {
        this.user = user;
        this.epoch = epoch;
        this.tally = tally;
        truths.forEach(truth ->
                this.views.put(
                        truth.room(), new RoomView(truth, user, limit, tally, this.problems)));
    }

    /**
     * What was wrong, in the order in which it occurred.
     *
     * @param epoch that of the database
     * @param truths all rooms that the user ever belonged to
     * @param limit how many events of a room are replayed at most
     */
    public static List<String> problems(
            String user,
            String epoch,
            List<RoomTruth> truths,
            int limit,
            Journal journal,
            Tally tally) {
        var judge = new Judge(user, epoch, truths, limit, tally);
        journal.entries().forEach(judge::take);
        judge.views.values().forEach(RoomView::end);
        return judge.problems;
    }

    private void take(Entry entry) {
        switch (entry) {
            case Connected() -> {
                this.asked.clear();
                this.lost = false;
                this.resumed = false;
                this.resuming = false;
                beginRound();
                this.views.values().forEach(RoomView::connected);
            }
            case Resumed _, Paged _, Asked _ -> this.asked.add(entry);
            case Received(var frame) -> {
                if (!this.lost) {
                    take(frame);
                }
            }
        }
    }

    private void take(JsonNode frame) {
        switch (frame.get("type").asString()) {
            case "ok" -> answered(this.asked.poll(), frame);
            case "error" -> this.lost = this.asked.poll() instanceof Resumed;
            case "welcome" -> {
                if (!frame.get("epoch").asString().equals(this.epoch)) {
                    this.problems.add(this.user + ": the epoch is another: " + frame);
                }
            }
            case "sent", "edited", "deleted", "reacted", "unreacted", "joined", "left" -> {
                if (!this.resumed) {
                    this.problems.add(this.user + ": was pushed before the resume: " + frame);
                } else {
                    shown(frame, RoomView::pushed);
                }
            }
            case "room_added" -> shownLive(frame, RoomView::added);
            case "room_removed" -> shownLive(frame, RoomView::removed);
            default -> {}
        }
    }

    private void shown(JsonNode frame, BiConsumer<RoomView, JsonNode> how) {
        var view = this.views.get(frame.get("room").asString());
        if (view == null) {
            this.problems.add(this.user + ": a room that was never his: " + frame);
        } else {
            how.accept(view, frame);
        }
    }

    private void answered(@Nullable Entry question, JsonNode ok) {
        switch (question) {
            case Resumed resume -> resumed(resume, ok);
            case Paged(var room, _) -> {
                var view = this.views.get(room);
                if (view != null) {
                    view.paged(ok);
                }
            }
            case null, default -> {}
        }
    }

    private void shownLive(JsonNode frame, BiConsumer<RoomView, JsonNode> how) {
        if (this.resuming) {
            this.problems.add(this.user + ": was pushed before the round was over: " + frame);
        }
        shown(frame, how);
    }

    private void beginRound() {
        this.named.clear();
        this.answered.clear();
        this.left.clear();
    }

    private void resumed(Resumed asked, JsonNode ok) {
        this.resumed = true;
        this.resuming = true;
        var foreign = !asked.epoch().equals(this.epoch);
        this.named.addAll(asked.rooms().keySet());
        var rooms = ok.get("rooms");
        this.views.forEach((room, view) -> {
            var item = rooms.get(room);
            if (item != null) {
                view.resumed(item, asked.rooms().get(room), foreign, !isLast(asked, ok));
            }
        });
        checkPage(asked, ok);
        this.answered.addAll(rooms.propertyNames());
        rooms.properties().stream()
                .filter(room -> room.getValue().has("removed"))
                .forEach(room -> this.left.add(room.getKey()));
        if (isLast(asked, ok)) {
            this.tally.count(Situation.RESUMED);
            this.resuming = false;
            this.views.forEach((room, view) -> {
                if (!this.answered.contains(room)) {
                    view.unnamed();
                }
                view.roundEnded();
            });
            beginRound();
        }
    }

    private static boolean isLast(Resumed asked, JsonNode ok) {
        return !asked.more() && !ok.has("rest") && !ok.has("after");
    }

    private void checkPage(Resumed asked, JsonNode ok) {
        for (var room : ok.get("rooms").propertyNames()) {
            // A room that was left may have been joined again since, and is then answered again.
            if (this.answered.contains(room) && !this.left.contains(room)) {
                this.problems.add(this.user + ": was answered twice in a round: " + room);
            }
            if (!asked.rooms().containsKey(room) && (asked.more() || ok.has("rest"))) {
                this.problems.add(this.user + ": was answered too early: " + room);
            }
        }
        if (!ok.has("rest")
                && !ok.get("rooms").propertyNames().containsAll(asked.rooms().keySet())) {
            this.problems.add(this.user + ": was not answered what was named: " + ok);
        }
        if (asked.more()) {
            this.tally.count(Situation.NAMED_IN_PAGES);
        }
        if (ok.has("rest")) {
            this.tally.count(Situation.ANSWERED_IN_PART);
        }
        if (ok.has("after")) {
            this.tally.count(Situation.LISTED_IN_PAGES);
        }
    }
}
