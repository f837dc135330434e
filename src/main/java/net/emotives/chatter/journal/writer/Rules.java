package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageNotFound;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.RoomAlreadyExists;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.WritePolicy;
import net.emotives.chatter.rooms.Member;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules of the changes of a batch: what each requires, and the event that it becomes. */
final class Rules {

    private final Ledger ledger;
    private final Ledger.Read read;
    private final Instant now;
    private final List<WritePolicy> policies;
    private final Set<Target> touched = new LinkedHashSet<>();

    Rules(Ledger ledger, Ledger.Read read, Instant now, List<WritePolicy> policies) {
        this.ledger = ledger;
        this.read = read;
        this.now = now;
        this.policies = policies;
    }

    /** Appends the event of a change, or throws its refusal. */
    void apply(PendingChange pending) {
        switch (pending.change()) {
            case Draft draft -> send(pending, draft);
            case Change.Edit edit -> edit(pending, edit);
            case Change.Deletion deletion -> delete(pending, deletion);
            case Change.Reaction reaction -> react(pending, reaction);
            case Change.Joining joining -> join(pending, joining);
            case Change.Leaving leaving -> leave(pending, leaving);
            case Change.Opening opening -> open(pending, opening);
        }
    }

    private void send(PendingChange pending, Draft draft) {
        var sender = this.read.membership().require(draft.room(), draft.sender());
        var replyTo = draft.replyTo();
        if (replyTo != null) {
            var target = this.read.targets().get(new Target.Key(draft.room(), replyTo));
            if (target == null || !target.isSeenBy(sender)) {
                throw new MessageNotFound(replyTo, "reply_to");
            }
        }
        check(draft, sender, null);
        var head = this.ledger.head(draft).withMessage();
        var message =
                new Message(
                        this.ledger.nextId(),
                        draft.room(),
                        head.sequence(),
                        head.ordinal(),
                        draft.sender(),
                        pending.key().clientId(),
                        draft.text(),
                        draft.imagePath(),
                        replyTo,
                        this.now,
                        null,
                        null);
        this.ledger.append(pending, head, new RoomEvent.Sent(message));
    }

    private void edit(PendingChange pending, Change.Edit edit) {
        var target = target(edit);
        check(edit, target);
        target.edit(edit.text(), this.now);
        this.touched.add(target);
        var head = this.ledger.head(edit).withChange(0);
        this.ledger.append(
                pending,
                head,
                new RoomEvent.Edited(
                        edit.room(),
                        head.sequence(),
                        edit.message(),
                        edit.by(),
                        edit.text(),
                        this.now));
    }

    private void delete(PendingChange pending, Change.Deletion deletion) {
        var target = target(deletion);
        check(deletion, target);
        target.delete(this.now);
        this.touched.add(target);
        var head = this.ledger.head(deletion).withChange(0);
        this.ledger.append(
                pending,
                head,
                new RoomEvent.Deleted(
                        deletion.room(),
                        head.sequence(),
                        deletion.message(),
                        deletion.by(),
                        this.now));
    }

    private void react(PendingChange pending, Change.Reaction change) {
        var target = target(change);
        var reactions = this.read.reactions();
        var before = reactions.find(change);
        if (before.isEmpty() && !change.given()) {
            throw new NotAllowed("You have no such reaction here.", "reaction");
        }
        if (before.isPresent() && before.get().given() == change.given()) {
            this.ledger.alreadyDone(pending, before.get().sequence());
            return;
        }
        check(change, target);
        var head = this.ledger.head(change).withChange(0);
        if (change.given()) {
            reactions.requireRoomFor(change);
            reactions.give(change, head.sequence());
        } else {
            reactions.takeBack(change, head.sequence());
        }
        this.ledger.append(
                pending,
                head,
                change.given()
                        ? new RoomEvent.Reacted(
                                change.room(),
                                head.sequence(),
                                change.message(),
                                change.by(),
                                change.reaction())
                        : new RoomEvent.Unreacted(
                                change.room(),
                                head.sequence(),
                                change.message(),
                                change.by(),
                                change.reaction()));
    }

    private void join(PendingChange pending, Change.Joining joining) {
        var membership = this.read.membership();
        var byItself = joining.by().equals(joining.user());
        if (!byItself) {
            var _ = membership.require(joining.room(), joining.by());
        }
        var there = membership.of(joining.room(), joining.user());
        if (there.isPresent()) {
            this.ledger.alreadyDone(pending, there.get().joined());
            return;
        }
        if (byItself) {
            membership.requireOpen(joining.room(), joining.user());
        }
        check(joining, membership.of(joining.room(), joining.by()).orElse(null), null);
        var head = this.ledger.head(joining).withChange(1);
        membership.join(joining.room(), joining.user(), head);
        this.ledger.append(
                pending,
                head,
                new RoomEvent.Joined(
                        joining.room(), head.sequence(), joining.user(), joining.by()));
    }

    private void leave(PendingChange pending, Change.Leaving leaving) {
        var membership = this.read.membership();
        check(leaving, membership.require(leaving.room(), leaving.by()), null);
        if (!leaving.by().equals(leaving.user())) {
            membership.requireNamed(leaving.room(), leaving.user());
        }
        var head = this.ledger.head(leaving).withChange(-1);
        membership.leave(leaving.room(), leaving.user());
        this.ledger.append(
                pending,
                head,
                new RoomEvent.Left(leaving.room(), head.sequence(), leaving.user(), leaving.by()));
    }

    private void open(PendingChange pending, Change.Opening opening) {
        if (!this.read.opened().contains(opening.room())
                || this.ledger.head(opening).sequence() > 0) {
            throw new RoomAlreadyExists(opening.room());
        }
        check(opening, null, null);
        var members = new LinkedHashSet<>(opening.members());
        members.remove(opening.by());
        var head = this.ledger.head(opening).withChange(1);
        this.read.membership().create(opening.room(), opening.by(), head);
        for (var member : members) {
            // The client id belongs to the last event.
            this.ledger.append(
                    pending,
                    pending.key().clientId() + "#" + head.sequence(),
                    head,
                    joined(opening, head));
            head = this.ledger.head(opening).withChange(1);
            this.read.membership().join(opening.room(), member, head);
        }
        this.ledger.append(pending, head, joined(opening, head));
    }

    private RoomEvent joined(Change.Opening opening, Head head) {
        var member = this.read.membership().lastOf(opening.room());
        return new RoomEvent.Joined(opening.room(), head.sequence(), member.user(), opening.by());
    }

    private void check(Change.OfMessage change, Target target) {
        var member = this.read.membership().require(change.room(), change.by());
        check(change, member, target.before());
    }

    private void check(Change change, @Nullable Member member, @Nullable Message target) {
        var facts = new WritePolicy.Facts(member, target);
        for (var policy : this.policies) {
            policy.check(change, facts);
        }
    }

    private Target target(Change.OfMessage change) {
        var member = this.read.membership().require(change.room(), change.by());
        var target = this.read.targets().get(new Target.Key(change.room(), change.message()));
        if (target == null || target.isDeleted() || !isThereFor(member, target, change)) {
            throw new MessageNotFound(change.message(), "sequence");
        }
        return target;
    }

    /**
     * Returns true if the member sees the message, or deletes its own from before it left and
     * joined again.
     */
    private static boolean isThereFor(Member member, Target target, Change.OfMessage change) {
        return target.isSeenBy(member)
                || change instanceof Change.Deletion && target.isBy(member.user());
    }

    /** The messages that were edited or deleted. */
    Set<Target> touched() {
        return this.touched;
    }
}
