package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Reactions;
import net.emotives.chatter.protocol.chatter.Timestamps;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Writes frames of version 2 (chatter-v2, "Frames"). */
@Component
class FrameWriter {

    /** Fields of a push about a message that are left out where the message is hidden. */
    private static final List<String> CONTENT = List.of("text", "reaction");

    private final JsonMapper json;
    private final JsonMapper exact;

    FrameWriter(JsonMapper json) {
        this.json = json;
        this.exact = ExactJson.of(json);
    }

    ObjectNode object() {
        return this.json.createObjectNode();
    }

    ObjectNode frame(String type) {
        return object().put("type", type);
    }

    Frame written(ObjectNode frame) {
        return Frame.of(this.json.writeValueAsString(frame));
    }

    /** With its sequence, as replies and pages have it. */
    ObjectNode message(Message message, boolean own) {
        return described(
                object().put("id", message.id().value()).put("sequence", message.sequence()),
                message,
                own);
    }

    private static ObjectNode described(ObjectNode node, Message message, boolean own) {
        node.put("from", message.sender().value());
        if (message.text() != null) {
            node.put("text", message.text());
        }
        if (message.imagePath() != null) {
            node.put("image_path", message.imagePath());
        }
        if (message.replyTo() != null) {
            node.put("reply_to", message.replyTo());
        }
        node.put("created", Timestamps.of(message.created()));
        if (own && message.clientId() != null) {
            node.put("client_id", message.clientId());
        }
        if (message.edited() != null) {
            node.put("edited", Timestamps.of(message.edited()));
        }
        if (message.isDeleted()) {
            node.put("deleted", true);
        }
        return node;
    }

    ObjectNode message(Message message, UserId reader, List<Reactions.Given> reactions) {
        var node = message(message, message.sender().equals(reader));
        if (!reactions.isEmpty()) {
            var list = node.putArray("reactions");
            for (var given : reactions) {
                var item =
                        list.addObject()
                                .put("reaction", given.reaction())
                                .put("count", given.count());
                if (given.mine()) {
                    item.put("mine", true);
                }
                var usernames = item.putArray("usernames");
                given.users().forEach(user -> usernames.add(user.value()));
            }
        }
        return node;
    }

    /** The description of a room for users that may see it. */
    ObjectNode describe(ObjectNode node, Room room, UserId reader) {
        node.put("room", room.id().value()).put("visibility", room.visibility().slug());
        if (room.id().isDirect()) {
            node.put("with", room.id().counterpart(reader).value());
        }
        return describe(node, room);
    }

    ObjectNode describe(ObjectNode node, Room room) {
        node.put("room", room.id().value()).put("visibility", room.visibility().slug());
        room.name().ifPresent(name -> node.put("name", name));
        room.data().ifPresent(data -> node.set("data", this.exact.readTree(data)));
        if (room.hidesHistory()) {
            node.put("hide_history", true);
        }
        return node;
    }

    /**
     * A push of an event.
     *
     * @param own true for the connections of the user that caused it
     */
    ObjectNode event(RoomEvent event, boolean own) {
        return switch (event) {
            case RoomEvent.Sent(var message) -> {
                var frame = numbered("sent", event);
                frame.set(
                        "message",
                        described(object().put("id", message.id().value()), message, own));
                yield frame;
            }
            case RoomEvent.Edited edited -> {
                var frame = about("edited", event, edited.message(), edited.by());
                if (edited.text() != null) {
                    frame.put("text", edited.text());
                }
                yield frame.put("at", Timestamps.of(edited.at()));
            }
            case RoomEvent.Deleted deleted ->
                    about("deleted", event, deleted.message(), deleted.by())
                            .put("at", Timestamps.of(deleted.at()));
            case RoomEvent.Reacted reacted ->
                    about("reacted", event, reacted.message(), reacted.by())
                            .put("reaction", reacted.reaction());
            case RoomEvent.Unreacted unreacted ->
                    about("unreacted", event, unreacted.message(), unreacted.by())
                            .put("reaction", unreacted.reaction());
            case RoomEvent.Joined joined ->
                    numbered("joined", event)
                            .put("username", joined.user().value())
                            .put("by", joined.by().value());
            case RoomEvent.Left left ->
                    numbered("left", event)
                            .put("username", left.user().value())
                            .put("by", left.by().value());
        };
    }

    /**
     * Encodes a push of an event for a reader that may not see the message which the event is
     * about.
     */
    ObjectNode concealed(RoomEvent event, boolean own) {
        var frame = event(event, own);
        if (frame.get("message") instanceof ObjectNode reply) {
            reply.remove("reply_to");
            return frame;
        }
        frame.remove(CONTENT);
        return frame.put("hidden", true);
    }

    private ObjectNode numbered(String type, RoomEvent event) {
        return frame(type).put("room", event.room().value()).put("sequence", event.sequence());
    }

    private ObjectNode about(String type, RoomEvent event, long message, UserId by) {
        return numbered(type, event).put("message", message).put("by", by.value());
    }

    ObjectNode inRoom(String type, RoomId room, UserId user) {
        return frame(type).put("room", room.value()).put("username", user.value());
    }
}
