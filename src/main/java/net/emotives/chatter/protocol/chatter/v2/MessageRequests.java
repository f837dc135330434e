package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.presence.Typing;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Says things, changes them, and takes receipts: what may overtake nothing and waits for nothing.
 */
@Component
class MessageRequests {

    private final Messages messages;
    private final Receipts receipts;
    private final Typing typing;
    private final RoomResolver places;
    private final FrameWriter words;

    MessageRequests(
            Messages messages,
            Receipts receipts,
            Typing typing,
            RoomResolver places,
            FrameWriter words) {
        this.messages = messages;
        this.receipts = receipts;
        this.typing = typing;
        this.places = places;
        this.words = words;
    }

    CompletableFuture<ObjectNode> send(UserId user, ClientFrame.Send send) {
        this.messages.admit(user);
        this.messages.check(send.text(), send.imagePath());
        var room = this.places.opened(user, send.place());
        this.typing.stopped(room, user);
        return this.messages
                .send(
                        new Draft(
                                room,
                                user,
                                send.clientId(),
                                send.text(),
                                send.imagePath(),
                                send.replyTo()),
                        send.place().to() == null ? "room" : "to")
                .thenApply(numbered -> sent(room, numbered));
    }

    private ObjectNode sent(RoomId room, Committed numbered) {
        var ok = this.words.object().put("room", room.value());
        if (numbered.repeated()) {
            ok.put("repeated", true);
        }
        var message = Objects.requireNonNull(numbered.message());
        ok.set("message", this.words.message(message, false));
        return ok;
    }

    CompletableFuture<ObjectNode> edit(UserId user, ClientFrame.Edit edit) {
        this.messages.admit(user);
        this.messages.check(edit.text(), null);
        return named(
                this.messages.edit(
                        this.places.there(edit.room()),
                        user,
                        edit.clientId(),
                        edit.sequence(),
                        edit.text()));
    }

    CompletableFuture<ObjectNode> delete(UserId user, ClientFrame.Delete delete) {
        this.messages.admit(user);
        return named(
                this.messages.delete(
                        this.places.there(delete.room()),
                        user,
                        delete.clientId(),
                        delete.sequence()));
    }

    CompletableFuture<ObjectNode> react(UserId user, ClientFrame.React react) {
        this.messages.admit(user);
        this.messages.checkReaction(react.reaction());
        return changed(
                this.messages.react(
                        this.places.there(react.room()),
                        user,
                        react.sequence(),
                        react.reaction(),
                        react.given()));
    }

    /** A change that has a name: a repeat is told. */
    private CompletableFuture<ObjectNode> named(CompletableFuture<Committed> change) {
        return change.thenApply(numbered ->
                numbered.repeated()
                        ? sequence(numbered).put("repeated", true)
                        : sequence(numbered));
    }

    /** A change of the log, answered with its number. */
    CompletableFuture<ObjectNode> changed(CompletableFuture<Committed> change) {
        return change.thenApply(this::sequence);
    }

    private ObjectNode sequence(Committed numbered) {
        return this.words.object().put("sequence", numbered.sequence());
    }

    CompletableFuture<ObjectNode> acknowledge(UserId user, ClientFrame.Acknowledge frame) {
        this.receipts.admit(user);
        var room = this.places.there(frame.room());
        var receipt =
                frame.read()
                        ? Receipt.read(room, user, frame.sequence())
                        : Receipt.delivered(room, user, frame.sequence());
        return this.receipts.acknowledge(receipt).thenApply(_ -> this.words.object());
    }
}
