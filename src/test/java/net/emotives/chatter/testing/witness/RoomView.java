package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Objects;

/** How one room was shown to a client, held against the truth with every frame. */
final class RoomView {

    private final RoomTruth truth;
    private final String user;
    private final int limit;
    private final FrameCheck check;
    private final Tally tally;
    private final List<String> problems;
    private final RoomPages pages;

    /** The number that is due; what is before it, the client has or was told to page. */
    private long next = 1;

    /** Whether this connection is shown what happens. */
    private boolean following;

    /** Up to where it is a replay. */
    private long replayedTo;

    private boolean replays;

    /** The round that answered the room goes on: later events must not be pushed yet. */
    private boolean resuming;

    /** The next is the first that was held back by such a round. */
    private boolean held;

    private @Nullable Long addedAt;
    private @Nullable Long removalDue;

    RoomView(RoomTruth truth, String user, int limit, Tally tally, List<String> problems) {
        this.truth = truth;
        this.user = user;
        this.limit = limit;
        this.check = new FrameCheck(truth, user);
        this.tally = tally;
        this.problems = problems;
        this.pages = new RoomPages(truth, user, this.check, this::problem);
    }

    private void problem(String what) {
        this.problems.add(this.user + ", room " + this.truth.room() + ": " + what);
    }

    void connected() {
        this.following = false;
        this.replayedTo = 0;
        this.replays = false;
        this.resuming = false;
        this.held = false;
        this.addedAt = null;
        this.removalDue = null;
        this.pages.connected();
    }

    /** The answer to a resume does not name the room. */
    void unnamed() {
        var stay = this.truth.stayAfter(this.user, this.next - 1);
        if (this.next > 1 && stay != null && stay.isOpen()) {
            problem("was left out by a resume, though he belongs to it");
        }
    }

    /**
     * Takes the room's entry in the answer to a resume.
     *
     * @param named the sequence that the client named, if it did
     * @param othersFollow whether the round goes on with other pages
     */
    void resumed(JsonNode item, @Nullable Long named, boolean foreignEpoch, boolean othersFollow) {
        if (item.has("removed")) {
            var stay = this.truth.stayAfter(this.user, this.next - 1);
            if (stay != null && stay.isOpen()) {
                problem("is said to be left, though he belongs to it");
            }
            this.tally.count(Situation.REMOVED_WHILE_AWAY);
            return;
        }
        var head = item.get("head").asLong();
        var stay = this.truth.stayAfter(this.user, head);
        if (head > this.truth.head() || stay == null) {
            problem("has a head of " + head + " in a resume, where he was no member");
            return;
        }
        if (this.truth.hidesHistory()) {
            this.tally.count(Situation.HISTORY_HIDDEN);
        }
        var visibleFrom = this.truth.hidesHistory() ? stay.from() : 1;
        var recovers =
                named != null
                        && !foreignEpoch
                        && named <= head
                        && head - named <= this.limit
                        && named >= visibleFrom - 1;
        var recovered = item.get("recovered").asBoolean();
        if (recovered != recovers) {
            problem("is said to be recovered: %s, from %s to %d".formatted(recovered, named, head));
        }
        if (head + 1 < this.next) {
            problem("has a head of %d, but %d was shown".formatted(head, this.next - 1));
        }
        countWhy(named, head, foreignEpoch);
        this.resuming = othersFollow;
        this.following = true;
        if (recovered && named != null) {
            if (named != this.next - 1) {
                problem("misses what is before %d, which is named".formatted(named));
            }
            this.next = named + 1;
            this.replayedTo = head;
        } else {
            this.next = head + 1;
            this.pages.expect(head);
        }
    }

    private void countWhy(@Nullable Long named, long head, boolean foreignEpoch) {
        if (named == null) {
            this.tally.count(Situation.ROOM_NOT_NAMED);
        } else if (foreignEpoch) {
            this.tally.count(Situation.EPOCH_CHANGED);
        } else if (named > head) {
            this.tally.count(Situation.BEYOND_HEAD);
        } else if (head - named > this.limit) {
            this.tally.count(Situation.BOUND_EXCEEDED);
        } else if (named < head) {
            this.tally.count(Situation.RECOVERED_WITH_REPLAY);
        }
    }

    /** The round is over. */
    void roundEnded() {
        this.held = this.resuming;
        this.resuming = false;
    }

    void added(JsonNode frame) {
        var head = frame.get("head").asLong();
        this.addedAt = head;
        if (this.following) {
            problem("was added though it was there");
        }
        // The client may take its pages at once, before it is shown that it came.
        this.pages.expect(head);
    }

    void removed(JsonNode frame) {
        if (!Objects.equals(this.removalDue, frame.get("head").asLong())) {
            problem("was removed, but not after his leaving: " + frame);
        }
        this.removalDue = null;
        this.tally.count(Situation.REMOVED_WHILE_THERE);
    }

    void pushed(JsonNode frame) {
        var sequence = frame.get("sequence").asLong();
        var fact = this.truth.facts().get(sequence);
        if (fact == null) {
            problem("got what never happened: " + frame);
            return;
        }
        if (!this.following && !begin(fact)) {
            problem("got what is none of his business: " + frame);
            return;
        }
        if (sequence < this.next) {
            problem("got " + sequence + " again or late, where " + this.next + " is due");
            return;
        }
        if (sequence > this.next) {
            problem("misses " + this.next + " to " + (sequence - 1));
        }
        this.next = sequence + 1;
        var replay = sequence <= this.replayedTo;
        if (!replay && this.resuming) {
            problem("got " + sequence + " before the round was over");
        }
        if (!replay && this.held) {
            this.tally.count(Situation.LIVE_AFTER_PAGED_ROUND);
            this.held = false;
        }
        var wrong = this.check.problemOf(frame, fact, replay ? this.replayedTo : sequence);
        if (wrong != null) {
            problem("got " + sequence + ", which " + wrong + ": " + frame);
        }
        countKind(frame, replay);
        if (fact.subject() == null) {
            this.pages.push(frame);
        } else if (fact.is("left") && fact.moves(this.user) && !replay) {
            this.following = false;
            this.removalDue = sequence;
        }
    }

    /** Whether it may be the first that the connection is shown of the room. */
    private boolean begin(Fact fact) {
        if (this.truth.isDirect()) {
            if (fact.sequence() != 1) {
                return false;
            }
            this.tally.count(Situation.DIRECT_ROOM_OPENED_WHILE_THERE);
        } else {
            if (!fact.is("joined") || !fact.moves(this.user)) {
                return false;
            }
            if (!Objects.equals(this.addedAt, fact.sequence())) {
                problem("came to it at " + fact.sequence() + " without being told before");
            }
            this.tally.count(Situation.JOINED_WHILE_THERE);
            if (this.truth.stays(this.user).getFirst().from() != fact.sequence()) {
                this.tally.count(Situation.CAME_BACK_TO_ROOM);
            }
        }
        this.following = true;
        this.next = fact.sequence();
        return true;
    }

    private void countKind(JsonNode frame, boolean replay) {
        if (!replay) {
            if (this.replays) {
                this.tally.count(Situation.LIVE_RIGHT_AFTER_REPLAY);
            }
            this.replays = false;
            return;
        }
        this.replays = true;
        switch (frame.get("type").asString()) {
            case "edited" -> this.tally.count(Situation.EDIT_REPLAYED);
            case "deleted" -> this.tally.count(Situation.DELETION_REPLAYED);
            case "reacted" -> this.tally.count(Situation.REACTION_REPLAYED);
            case "sent" -> {
                if (frame.get("message").has("deleted")) {
                    this.tally.count(Situation.TOMBSTONE_REPLAYED);
                } else if (frame.get("message").has("edited")) {
                    this.tally.count(Situation.PRESENT_TEXT_REPLAYED);
                }
            }
            default -> {}
        }
    }

    /** A page of its history came. */
    void paged(JsonNode answer) {
        this.pages.page(answer);
    }

    /** Everything was said, and the client was given the time to hear it. */
    void end() {
        if (this.truth.isMember(this.user)) {
            if (this.next <= this.truth.head()) {
                problem("misses %d to %d at the end".formatted(this.next, this.truth.head()));
            } else {
                this.pages.end();
            }
        } else if (this.following) {
            problem("was left, and he was not told");
        }
        if (this.removalDue != null) {
            problem("he was not told of his leaving");
        }
    }
}
