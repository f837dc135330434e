package net.emotives.chatter.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one message of the AsyncAPI document may look like.
 *
 * @param name where it stands among the components
 * @param type what the key {@code type} of such frames says; nothing in version 1
 */
record FrameSchema(String name, String type, Schema schema) {

    private static final String BASE = "https://chatter.example/asyncapi";
    private static final JsonNode DOCUMENT = AsyncApi.document();
    private static final Map<String, FrameSchema> KNOWN = new ConcurrentHashMap<>();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDialect(
                    Dialect.builder(Dialects.getDraft7())
                            .keyword(new NonValidationKeyword("components"))
                            .build(),
                    registry ->
                            registry.schemas(Map.of(BASE, components()))
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .formatAssertionsEnabled(true)
                                                    .build()));

    private static String components() {
        return JsonMapper.shared()
                .createObjectNode()
                .set("components", DOCUMENT.get("components"))
                .toString();
    }

    /** What goes to and fro on a channel: requests and their replies, or pushes. */
    record Operation(boolean fromClient, List<FrameSchema> messages, List<FrameSchema> replies) {}

    static List<Operation> operations(String channel) {
        return DOCUMENT.get("operations")
                .valueStream()
                .filter(told -> told.at("/channel/$ref").asString().equals("#/channels/" + channel))
                .map(told ->
                        new Operation(
                                told.get("action").asString().equals("receive"),
                                messages(told),
                                messages(told.path("reply"))))
                .toList();
    }

    /** Those that an operation names; each is itself a reference to a component. */
    private static List<FrameSchema> messages(JsonNode told) {
        return told.path("messages")
                .valueStream()
                .map(reference -> at(reference.get("$ref").asString()).get("$ref").asString())
                .map(FrameSchema::of)
                .toList();
    }

    static FrameSchema of(String pointer) {
        return KNOWN.computeIfAbsent(pointer, FrameSchema::compiled);
    }

    private static FrameSchema compiled(String pointer) {
        return new FrameSchema(
                pointer.substring(pointer.lastIndexOf('/') + 1),
                at(pointer).at("/payload/properties/type/const").asString(""),
                SCHEMAS.getSchema(SchemaLocation.of(BASE + pointer + "/payload")));
    }

    private static JsonNode at(String pointer) {
        return DOCUMENT.at(pointer.substring(1));
    }

    /** Why a frame is not such a one; nothing where it is. */
    List<String> problems(JsonNode frame) {
        return this.schema.validate(frame).stream()
                .map(error -> "not " + this.name + ": " + error)
                .toList();
    }
}
