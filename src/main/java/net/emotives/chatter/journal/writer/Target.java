package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Message;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Message that changes of a batch are about, as they leave it. */
final class Target {

    record Key(RoomId room, long sequence) {}

    private final Message before;
    private final Fingerprint fingerprint;
    private @Nullable String text;
    private @Nullable Instant edited;
    private @Nullable Instant deleted;

    /** True if its room hides messages from before a member joined. */
    private final boolean hidesHistory;

    /**
     * @param fingerprint fingerprint of the draft, if the message was edited or deleted since
     * @param hidesHistory true if its room hides messages from before a member joined
     */
    Target(Message before, @Nullable Fingerprint fingerprint, boolean hidesHistory) {
        this.before = before;
        this.hidesHistory = hidesHistory;
        this.fingerprint =
                fingerprint == null
                        ? Fingerprint.ofMessage(before.text(), before.imagePath(), before.replyTo())
                        : fingerprint;
        this.text = before.text();
        this.edited = before.edited();
        this.deleted = before.deleted();
    }

    Key key() {
        return new Key(this.before.room(), this.before.sequence());
    }

    Message before() {
        return this.before;
    }

    boolean isSeenBy(Member member) {
        return !this.hidesHistory || this.before.sequence() >= member.joined();
    }

    boolean isBy(UserId user) {
        return this.before.sender().equals(user);
    }

    boolean isDeleted() {
        return this.deleted != null;
    }

    void edit(String text, Instant at) {
        this.text = text;
        this.edited = at;
    }

    void delete(Instant at) {
        this.text = null;
        this.deleted = at;
    }

    @Nullable String text() {
        return this.text;
    }

    @Nullable String imagePath() {
        return isDeleted() ? null : this.before.imagePath();
    }

    @Nullable Instant edited() {
        return this.edited;
    }

    @Nullable Instant deleted() {
        return this.deleted;
    }

    Fingerprint fingerprint() {
        return this.fingerprint;
    }
}
