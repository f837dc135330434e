package net.emotives.chatter.testing.witness;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a client was shown of a room's messages: pages where it was told to take them, and pushes.
 */
final class RoomPages {

    private final RoomTruth truth;
    private final String user;
    private final FrameCheck check;
    private final Consumer<String> problem;
    private final MessageModel model = new MessageModel();
    private final List<JsonNode> pages = new ArrayList<>();

    /** How the room stood when the client was told to page. */
    private long asOf;

    private boolean due;

    RoomPages(RoomTruth truth, String user, FrameCheck check, Consumer<String> problem) {
        this.truth = truth;
        this.user = user;
        this.check = check;
        this.problem = problem;
    }

    /** What the client asked for on the connection before does not come any more. */
    void connected() {
        this.pages.clear();
    }

    /** The client is to page, and gets what is newer than that number besides. */
    void expect(long asOf) {
        this.asOf = asOf;
        this.due = true;
        this.pages.clear();
        this.model.expectPage();
    }

    void push(JsonNode frame) {
        this.model.push(frame);
    }

    /** A page came, from the newest backwards. */
    void page(JsonNode answer) {
        var items = new ArrayList<JsonNode>();
        answer.get("items").forEach(items::add);
        for (var item : items) {
            var fact = this.truth.facts().get(item.get("sequence").asLong());
            var wrong =
                    fact == null || !fact.is("sent")
                            ? "was never sent"
                            : this.check.message(item, fact, this.asOf);
            if (wrong != null) {
                this.problem.accept("paged a message which " + wrong + ": " + item);
            }
        }
        this.pages.addAll(0, items);
        if (!answer.has("before")) {
            complete();
        }
    }

    private void complete() {
        var visibleFrom = visibleFrom(this.asOf);
        var expected =
                this.truth.messages().stream()
                        .filter(m -> m >= visibleFrom && m <= this.asOf)
                        .toList();
        var shown = this.pages.stream().map(item -> item.get("sequence").asLong()).toList();
        if (!mayBeOfLaterStay()
                && !shown.stream().filter(m -> m <= this.asOf).toList().equals(expected)) {
            this.problem.accept("paged " + shown + " where there was " + expected);
        }
        if (this.due) {
            this.model.page(this.pages);
            this.due = false;
        }
        this.pages.clear();
    }

    /** He left and came back before his page was read, and has not been told yet. */
    private boolean mayBeOfLaterStay() {
        var stay = this.truth.stayAfter(this.user, this.asOf);
        return this.truth.hidesHistory() && stay != null && !stay.isOpen();
    }

    private long visibleFrom(long sequence) {
        var stay = this.truth.stayAfter(this.user, sequence);
        return stay != null && this.truth.hidesHistory() ? stay.from() : 1;
    }

    /** The room as it is shown in the end. */
    void end() {
        if (this.due) {
            this.problem.accept("was never paged");
        } else {
            this.model
                    .differences(this.truth, visibleFrom(this.truth.head()))
                    .forEach(this.problem);
        }
    }
}
