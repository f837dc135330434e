package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.protocol.chatter.JsonFrames;
import net.emotives.chatter.rooms.Visibility;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what clients send; unknown keys are passed over. */
@Component
class FrameReader {

    private static final int CLIENT_ID_LIMIT = 64;
    private static final int USERNAMES_LIMIT = 1000;

    private final JsonMapper json;
    private final ProtocolProperties properties;

    FrameReader(JsonMapper json, ProtocolProperties properties) {
        this.json = ExactJson.of(json);
        this.properties = properties;
    }

    /** Throws {@link BadRequest}. */
    Request read(String text) {
        var fields =
                Fields.of(
                        JsonFrames.read(
                                this.json, text, BadRequest::notJson, BadRequest::notAnObject));
        var type = fields.text("type");
        return new Request(fields.id(), frame(type, fields));
    }

    private ClientFrame frame(String type, Fields fields) {
        return switch (type) {
            case "send" ->
                    new ClientFrame.Send(
                            place(fields),
                            clientId(fields),
                            fields.optionalText("text"),
                            fields.optionalText("image_path"),
                            fields.optionalSequence("reply_to"));
            case "edit" ->
                    new ClientFrame.Edit(
                            fields.text("room"),
                            fields.sequence("sequence"),
                            clientId(fields),
                            edited(fields));
            case "delete" ->
                    new ClientFrame.Delete(
                            fields.text("room"), fields.sequence("sequence"), clientId(fields));
            case "react", "unreact" ->
                    new ClientFrame.React(
                            fields.text("room"),
                            fields.sequence("sequence"),
                            type.equals("react")
                                    ? fields.visible("reaction")
                                    : fields.text("reaction"),
                            type.equals("react"));
            case "typing" -> new ClientFrame.Typing(place(fields), fields.flag("active"));
            case "deliver", "read" ->
                    new ClientFrame.Acknowledge(
                            fields.text("room"), fields.sequence("sequence"), type.equals("read"));
            case "history" -> history(fields);
            case "rooms" -> new ClientFrame.Rooms(fields.optionalText("after"));
            case "joinable" ->
                    new ClientFrame.Joinable(
                            fields.optionalText("prefix", this.properties.nameLimit()),
                            fields.optionalText("after"),
                            fields.optionalCount("limit"));
            case "create_room" -> room(fields);
            case "join" -> new ClientFrame.Join(fields.text("room"));
            case "leave" -> new ClientFrame.Leave(fields.text("room"));
            case "invite" -> new ClientFrame.Invite(fields.text("room"), fields.text("username"));
            case "remove" -> new ClientFrame.Remove(fields.text("room"), fields.text("username"));
            case "members" ->
                    new ClientFrame.Members(fields.text("room"), fields.optionalText("after"));
            case "watch", "unwatch" -> watch(type, fields);
            case "resume" -> resume(fields);
            case "ping" -> new ClientFrame.Ping();
            default -> throw BadRequest.unknownType(fields.id(), shortened(type));
        };
    }

    private static ClientFrame.Place place(Fields fields) {
        var room = fields.optionalText("room");
        var to = fields.optionalText("to");
        if (room == null && to == null) {
            throw fields.bad("room", "or to must be there");
        }
        if (room != null && to != null) {
            throw fields.bad("to", "and room exclude each other");
        }
        return new ClientFrame.Place(room, to);
    }

    private static String clientId(Fields fields) {
        return fields.text("client_id", CLIENT_ID_LIMIT);
    }

    private static String edited(Fields fields) {
        var text = fields.optionalText("text");
        if (text == null) {
            throw fields.bad("text", "must be there");
        }
        return text;
    }

    private static ClientFrame.History history(Fields fields) {
        var direction = ClientFrame.Direction.BEFORE;
        @Nullable String named = null;
        for (var possible : ClientFrame.Direction.values()) {
            var name = possible.name().toLowerCase(Locale.ROOT);
            if (fields.has(name)) {
                if (named != null) {
                    throw fields.bad(name, "and " + named + " exclude each other");
                }
                named = name;
                direction = possible;
            }
        }
        return new ClientFrame.History(
                place(fields),
                direction,
                named == null ? null : fields.optionalCursor(named),
                fields.optionalCount("limit"));
    }

    private ClientFrame.CreateRoom room(Fields fields) {
        var visibility =
                switch (fields.text("visibility")) {
                    case "public" -> Visibility.PUBLIC;
                    case "private" -> Visibility.PRIVATE;
                    default -> throw fields.bad("visibility", "must be public or private");
                };
        var data = fields.optionalObject("data");
        if (data != null
                && data.getBytes(StandardCharsets.UTF_8).length
                        > this.properties.dataLimit().toBytes()) {
            throw fields.bad(
                    "data",
                    "must have at most " + this.properties.dataLimit().toBytes() + " bytes");
        }
        return new ClientFrame.CreateRoom(
                fields.optionalText("room"),
                fields.visible("name", this.properties.nameLimit()),
                visibility,
                data,
                fields.optionalFlag("hide_history"),
                fields.optionalTexts("members", this.properties.roomMembers()));
    }

    private static ClientFrame.Watch watch(String type, Fields fields) {
        if (!fields.has("usernames")) {
            throw fields.bad("usernames", "must be there");
        }
        return new ClientFrame.Watch(
                fields.optionalTexts("usernames", USERNAMES_LIMIT), type.equals("watch"));
    }

    private ClientFrame.Resume resume(Fields fields) {
        var epoch = fields.has("epoch") ? fields.text("epoch") : null;
        if (!fields.has("after")) {
            return new ClientFrame.Resume(
                    epoch,
                    fields.positions("rooms", this.properties.resumeRooms()),
                    fields.optionalFlag("more"),
                    null);
        }
        for (var excluded : List.of("rooms", "more")) {
            if (fields.has(excluded)) {
                throw fields.bad(excluded, "and after exclude each other");
            }
        }
        return new ClientFrame.Resume(epoch, Map.of(), false, fields.text("after"));
    }

    private static String shortened(String type) {
        return type.length() <= 40 ? type : type.substring(0, 40) + "…";
    }
}
