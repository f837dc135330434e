package net.emotives.chatter.delivery;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import java.util.Optional;
import java.util.function.Function;

/**
 * Hints as JSON, one line each. A node understands what it knows: fields and kinds of newer ones
 * are passed over, so that nodes of two versions can run beside each other.
 */
@Component
class HintCodec {

    /** The property that names the kind of a hint or an event. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Kind {}

    /** Names of the kinds on the bus, apart from those of their classes. */
    private static final NamedType[] KINDS = {
        new NamedType(Hint.Happened.class, "happened"),
        new NamedType(Hint.Moved.class, "moved"),
        new NamedType(Hint.Receipted.class, "receipt"),
        new NamedType(Hint.Typed.class, "typing"),
        new NamedType(Hint.Rolled.class, "presence"),
        new NamedType(Hint.UserChanged.class, "user"),
        new NamedType(RoomEvent.Sent.class, "sent"),
        new NamedType(RoomEvent.Edited.class, "edited"),
        new NamedType(RoomEvent.Deleted.class, "deleted"),
        new NamedType(RoomEvent.Reacted.class, "reacted"),
        new NamedType(RoomEvent.Unreacted.class, "unreacted"),
        new NamedType(RoomEvent.Joined.class, "joined"),
        new NamedType(RoomEvent.Left.class, "left")
    };

    private final JsonMapper json =
            JsonMapper.builder()
                    .addModule(names())
                    .registerSubtypes(KINDS)
                    .addMixIn(Hint.class, Kind.class)
                    .addMixIn(RoomEvent.class, Kind.class)
                    // Questions such as isDeleted() are no fields.
                    .changeDefaultVisibility(
                            all -> all.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private final ObjectWriter writer = this.json.writerFor(Hint.class);
    private final ObjectReader reader = this.json.readerFor(Hint.class);

    private static SimpleModule names() {
        var names = new SimpleModule();
        add(names, UserId.class, UserId::value, UserId::stored);
        add(names, UserGroup.class, UserGroup::value, UserGroup::stored);
        add(names, RoomId.class, RoomId::value, RoomId::stored);
        add(names, NodeId.class, NodeId::value, NodeId::new);
        add(
                names,
                MessageId.class,
                id -> Long.toString(id.value()),
                text -> new MessageId(Long.parseLong(text)));
        return names;
    }

    private static <T> void add(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(
                type,
                new StdSerializer<T>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator to, SerializationContext context) {
                        to.writeString(write.apply(value));
                    }
                });
        module.addKeySerializer(
                type,
                new StdSerializer<T>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator to, SerializationContext context) {
                        to.writeName(write.apply(value));
                    }
                });
        module.addDeserializer(
                type,
                new StdDeserializer<T>(type) {
                    @Override
                    public T deserialize(JsonParser from, DeserializationContext context) {
                        return read.apply(from.getString());
                    }
                });
        module.addKeyDeserializer(
                type,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return read.apply(key);
                    }
                });
    }

    /** The hint in one line. */
    String encode(Hint hint) {
        return this.writer.writeValueAsString(hint);
    }

    /** The hint, where it is one that this version knows. */
    Optional<Hint> decode(String line) {
        try {
            return Optional.of(this.reader.readValue(line));
        } catch (JacksonException | IllegalArgumentException | NullPointerException unknown) {
            return Optional.empty();
        }
    }
}
