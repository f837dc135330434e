package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Head;
import net.emotives.chatter.rooms.Member;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who may do what in a room, and what comes of it. One for a batch. */
final class Rules {

    private final Ledger ledger;
    private final Ledger.Read read;
    private final Instant now;
    private final Set<Target> touched = new LinkedHashSet<>();

    Rules(Ledger ledger, Ledger.Read read, Instant now) {
        this.ledger = ledger;
        this.read = read;
        this.now = now;
    }

    /** Numbers a change, or throws what speaks against it. */
    void apply(Pending pending) {
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

    private void send(Pending pending, Draft draft) {
        var sender = this.read.standing().require(draft.room(), draft.sender());
        var replyTo = draft.replyTo();
        if (replyTo != null) {
            var target = this.read.targets().get(new Target.Key(draft.room(), replyTo));
            if (target == null || !target.isSeenBy(sender)) {
                throw new MessageNotFound(replyTo, "reply_to");
            }
        }
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
        this.ledger.number(pending, head, new RoomEvent.Sent(message));
    }

    private void edit(Pending pending, Change.Edit edit) {
        var target = target(edit);
        if (!target.isBy(edit.by())) {
            throw new NotAllowed("Only its author may edit a message.");
        }
        target.edit(edit.text(), this.now);
        this.touched.add(target);
        var head = this.ledger.head(edit).withChange(0);
        this.ledger.number(
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

    private void delete(Pending pending, Change.Deletion deletion) {
        var target = target(deletion);
        if (!target.isBy(deletion.by())
                && !this.read.standing().isOwner(deletion.room(), deletion.by())) {
            throw new NotAllowed("Only its author and the owner of the room may delete a message.");
        }
        target.delete(this.now);
        this.touched.add(target);
        var head = this.ledger.head(deletion).withChange(0);
        this.ledger.number(
                pending,
                head,
                new RoomEvent.Deleted(
                        deletion.room(),
                        head.sequence(),
                        deletion.message(),
                        deletion.by(),
                        this.now));
    }

    private void react(Pending pending, Change.Reaction change) {
        var _ = target(change);
        var reactions = this.read.reactions();
        var before = reactions.find(change);
        if (before.isEmpty() && !change.given()) {
            throw new NotAllowed("You have no such reaction here.", "reaction");
        }
        if (before.isPresent() && before.get().given() == change.given()) {
            this.ledger.standsSince(pending, before.get().sequence());
            return;
        }
        var head = this.ledger.head(change).withChange(0);
        if (change.given()) {
            reactions.requireRoomFor(change);
            reactions.give(change, head.sequence());
        } else {
            reactions.takeBack(change, head.sequence());
        }
        this.ledger.number(
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

    private void join(Pending pending, Change.Joining joining) {
        var standing = this.read.standing();
        var himself = joining.by().equals(joining.user());
        if (!himself) {
            var _ = standing.require(joining.room(), joining.by());
        }
        var there = standing.of(joining.room(), joining.user());
        if (there.isPresent()) {
            this.ledger.standsSince(pending, there.get().joined());
            return;
        }
        if (himself) {
            standing.requireOpen(joining.room(), joining.user());
        }
        var head = this.ledger.head(joining).withChange(1);
        standing.join(joining.room(), joining.user(), head);
        this.ledger.number(
                pending,
                head,
                new RoomEvent.Joined(
                        joining.room(), head.sequence(), joining.user(), joining.by()));
    }

    private void leave(Pending pending, Change.Leaving leaving) {
        var standing = this.read.standing();
        var _ = standing.require(leaving.room(), leaving.by());
        if (!leaving.by().equals(leaving.user())) {
            standing.requireOwner(leaving.room(), leaving.by());
            standing.requireNamed(leaving.room(), leaving.user());
        }
        var head = this.ledger.head(leaving).withChange(-1);
        standing.leave(leaving.room(), leaving.user());
        this.ledger.number(
                pending,
                head,
                new RoomEvent.Left(leaving.room(), head.sequence(), leaving.user(), leaving.by()));
    }

    private void open(Pending pending, Change.Opening opening) {
        if (!this.read.opened().contains(opening.room())
                || this.ledger.head(opening).sequence() > 0) {
            throw new RoomAlreadyExists(opening.room());
        }
        var members = new LinkedHashSet<>(opening.members());
        members.remove(opening.by());
        var head = this.ledger.head(opening).withChange(1);
        this.read.standing().found(opening.room(), opening.by(), head);
        for (var member : members) {
            // The name of the whole belongs to the last of its events.
            this.ledger.number(
                    pending,
                    pending.key().clientId() + "#" + head.sequence(),
                    head,
                    joined(opening, head));
            head = this.ledger.head(opening).withChange(1);
            this.read.standing().join(opening.room(), member, head);
        }
        this.ledger.number(pending, head, joined(opening, head));
    }

    private RoomEvent joined(Change.Opening opening, Head head) {
        var member = this.read.standing().lastOf(opening.room());
        return new RoomEvent.Joined(opening.room(), head.sequence(), member.user(), opening.by());
    }

    private Target target(Change.OfMessage change) {
        var member = this.read.standing().require(change.room(), change.by());
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
