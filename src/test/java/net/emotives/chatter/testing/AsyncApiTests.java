package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.kernel.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The AsyncAPI document is one, and tells of every frame strictly. */
class AsyncApiTests {

    private static final JsonNode DOCUMENT = AsyncApi.document();

    /** Keys under which anything may stand. */
    private static final Set<String> FREE = Set.of("data");

    private static Schema asyncApi() throws IOException {
        try (var in = Files.newInputStream(AsyncApiSpecs.schema())) {
            return SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(in, InputFormat.JSON);
        }
    }

    static Stream<String> messages() {
        return DOCUMENT.at("/components/messages").propertyNames().stream();
    }

    static Stream<String> requests() {
        return messages().filter(AsyncApiTests::isOfClient);
    }

    static Stream<String> answers() {
        return messages().filter(message -> !isOfClient(message));
    }

    private static boolean isOfClient(String message) {
        return message.startsWith("request.") || message.equals("v1.say");
    }

    private static List<ObjectNode> examples(String message) {
        return DOCUMENT.at("/components/messages/" + message + "/examples")
                .valueStream()
                .map(example -> (ObjectNode) example.get("payload"))
                .toList();
    }

    private static FrameSchema schema(String message) {
        return FrameSchema.of("#/components/messages/" + message);
    }

    @Test
    void isValid() throws IOException {
        assertThat(asyncApi().validate(DOCUMENT)).isEmpty();
    }

    @Test
    void isValidBeforeItsFilesArePutTogether() throws IOException {
        try (var in = AsyncApiTests.class.getResourceAsStream("/asyncapi.yaml")) {
            assertThat(asyncApi().validate(new YAMLMapper().readTree(in))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void givesExamplesThatMatch(String message) {
        assertThat(examples(message))
                .isNotEmpty()
                .allSatisfy(example ->
                        assertThat(schema(message).problems(example)).as("%s", example).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void leavesNoRoomForAnUndocumentedKeyOfTheServer(String message) {
        for (var example : examples(message)) {
            for (var object : objects(example)) {
                object.put("undocumented", "x");
                assertThat(schema(message).problems(example)).as("%s", example).isNotEmpty();
                object.remove("undocumented");
            }
        }
    }

    /** The value and every object in it that may not hold just anything. */
    private static List<ObjectNode> objects(JsonNode value) {
        var objects = new ArrayList<ObjectNode>();
        if (value instanceof ObjectNode object) {
            objects.add(object);
            for (var property : object.properties()) {
                if (!FREE.contains(property.getKey())) {
                    objects.addAll(objects(property.getValue()));
                }
            }
        } else {
            value.forEach(item -> objects.addAll(objects(item)));
        }
        return objects;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void takesUnknownKeysFromClients(String message) {
        for (var example : examples(message)) {
            example.putArray("undocumented").add(1);
            assertThat(schema(message).problems(example)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void requiresWhatItSaysItRequires(String message) {
        var required = DOCUMENT.at("/components/messages/" + message + "/payload/required");
        for (var example : examples(message)) {
            for (var key : required) {
                var less = example.deepCopy();
                less.remove(key.asString());
                assertThat(schema(message).problems(less)).as("%s", less).isNotEmpty();
            }
        }
    }

    @Test
    void usesAllThatItHas() {
        var used = new TreeSet<String>();
        references(DOCUMENT, used);
        assertThat(used).containsAll(pointers("/channels/version-1/messages"));
        assertThat(used).containsAll(pointers("/channels/version-2/messages"));
        assertThat(used).containsAll(pointers("/components/messages"));
        assertThat(used).containsAll(pointers("/components/schemas"));
    }

    private static void references(JsonNode node, Set<String> found) {
        if (node.path("$ref").isString()) {
            found.add(node.get("$ref").asString());
        }
        node.forEach(child -> references(child, found));
    }

    private static List<String> pointers(String parent) {
        return DOCUMENT.at(parent).propertyNames().stream()
                .map(name -> "#" + parent + "/" + name)
                .toList();
    }

    @Test
    void namesEveryErrorThatASocketCanGet() {
        var told =
                DOCUMENT.at("/components/schemas/errorCode/enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
        assertThat(told)
                .containsAll(
                        Arrays.stream(ErrorCode.values())
                                // Only over HTTP: who has a socket is authorised.
                                .filter(code -> code != ErrorCode.NOT_AUTHORISED)
                                .map(ErrorCode::slug)
                                .toList());
        var description = DOCUMENT.at("/components/schemas/errorCode/description").asString();
        assertThat(told).allSatisfy(code -> assertThat(description).contains("| `" + code + "` |"));
    }

    @Test
    void namesEveryReasonOfAClose() {
        var description = DOCUMENT.at("/info/description").asString();
        assertThat(CloseReason.values())
                .filteredOn(reason -> reason != CloseReason.GOING_AWAY)
                .allSatisfy(reason -> assertThat(description).contains("`" + reason.slug() + "`"));
    }
}
