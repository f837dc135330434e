package net.emotives.chatter.protocol.chatter.v2;

import org.jspecify.annotations.Nullable;

/**
 * Progress of a connection's resume round: the client lists its rooms, page after page, and is then
 * sent the others, page after page. Not thread-safe: used by the thread that reads the connection.
 * Lives as long as the round.
 */
final class ResumeRound {

    private static final String CURSOR = ">";

    private @Nullable String epoch;
    private @Nullable String cursor;

    /** Returns true if this page continues the round; otherwise it begins another. */
    boolean continues(ClientFrame.Resume page) {
        return page.after() == null ? this.cursor == null : page.after().equals(this.cursor);
    }

    /** Returns true if the page's sequences are of that epoch; the first page named it for all. */
    boolean isOf(ClientFrame.Resume page, String now) {
        if (page.epoch() != null) {
            this.epoch = page.epoch();
        }
        return now.equals(this.epoch);
    }

    /** The id after which the rooms that were not named begin; empty for the first. */
    String after() {
        return this.cursor == null ? "" : this.cursor.substring(CURSOR.length());
    }

    /** All rooms are named, and those up to that id answered; returns the cursor. */
    String listedUpTo(String room) {
        var next = CURSOR + room;
        this.cursor = next;
        return next;
    }
}
