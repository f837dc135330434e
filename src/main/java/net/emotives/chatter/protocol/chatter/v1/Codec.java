package net.emotives.chatter.protocol.chatter.v1;

import net.emotives.chatter.delivery.Encoder;
import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.protocol.chatter.BadFrame;
import net.emotives.chatter.protocol.chatter.ChatterErrors;
import net.emotives.chatter.protocol.chatter.JsonFrames;
import net.emotives.chatter.transport.RefusalMetrics;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Frames of version 1 (chatter-native, "Socket"). Knows direct rooms and presence, and shows
 * nothing else.
 */
@Component
class Codec implements Encoder {

    private final JsonMapper json;
    private final RefusalMetrics.Refusals refusals;

    Codec(JsonMapper json, RefusalMetrics metrics) {
        this.json = json;
        this.refusals = metrics.of(Version1Protocol.PROTOCOL);
    }

    private record PresenceView(String username, boolean active) {}

    private record ErrorView(Body error) {

        record Body(String code, String message) {}
    }

    /**
     * Throws {@link BadFrame}. Keys that version 1 does not know, a client's own id and time among
     * them, are passed over.
     */
    ClientFrame decode(String text) {
        var frame = JsonFrames.read(this.json, text, BadFrame::notJson, BadFrame::notAnObject);
        var to = text(frame, "username_to");
        if (to == null || to.isEmpty()) {
            throw BadFrame.of("username_to", "must be there: the username of the recipient");
        }
        return new ClientFrame.Send(
                text(frame, "username_from"),
                to,
                text(frame, "message"),
                text(frame, "image_path"));
    }

    private static @Nullable String text(JsonNode frame, String key) {
        var value = frame.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw BadFrame.of(key, "must be a string");
        }
        return value.asString();
    }

    @Override
    public @Nullable Frame encode(Push push) {
        return switch (push) {
            case Push.OfRoom(var event) -> encode(event);
            case Push.OfPresence(var event) -> encode(event);
            case Push.Concealed _,
                    Push.Delivered _,
                    Push.Read _,
                    Push.OfTyping _,
                    Push.RoomAdded _,
                    Push.RoomRemoved _ ->
                    null;
        };
    }

    private @Nullable Frame encode(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Sent(var message) ->
                    message.room().isDirect() && !message.isDeleted()
                            ? frame(MessageView.from(message))
                            : null;
            case RoomEvent.Edited _,
                    RoomEvent.Deleted _,
                    RoomEvent.Reacted _,
                    RoomEvent.Unreacted _,
                    RoomEvent.Joined _,
                    RoomEvent.Left _ ->
                    null;
        };
    }

    private Frame encode(PresenceEvent event) {
        return switch (event) {
            case PresenceEvent.CameOnline(var user, _) ->
                    frame(new PresenceView(user.value(), true));
            case PresenceEvent.WentOffline(var user, _) ->
                    frame(new PresenceView(user.value(), false));
        };
    }

    Frame error(ChatterErrors.SocketError error) {
        this.refusals.count(error.code());
        return frame(new ErrorView(new ErrorView.Body(error.code().slug(), error.message())));
    }

    private Frame frame(Object value) {
        return Frame.of(this.json.writeValueAsString(value));
    }
}
