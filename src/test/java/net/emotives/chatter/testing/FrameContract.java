package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Holds frames of the native socket against the AsyncAPI document. What the server sends must match
 * a message of its version to the key; what a client sends must match one of what the server takes.
 * For any number of threads.
 */
public final class FrameContract {

    public static final FrameContract V1 = new FrameContract("version-1");
    public static final FrameContract V2 = new FrameContract("version-2");

    private static final int SHOWN = 2000;

    /** Frames that are remembered; a push goes to many clients, and is looked at once. */
    private static final int REMEMBERED = 4096;

    /** Takes a frame for one JSON value and nothing else. */
    private static final JsonMapper CLIENTS =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** The same, and in what the server sends no key is twice. */
    private static final JsonMapper SERVERS =
            CLIENTS.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String version;
    private final Map<String, List<FrameSchema>> sent = new HashMap<>();
    private final Map<String, List<FrameSchema>> received = new HashMap<>();
    private final Map<String, List<FrameSchema>> replies = new HashMap<>();

    /** Frames that the server may send, by their hash. */
    private final AtomicReferenceArray<@Nullable String> good =
            new AtomicReferenceArray<>(REMEMBERED);

    private FrameContract(String channel) {
        this.version = channel;
        for (var operation : FrameSchema.operations(channel)) {
            for (var message : operation.messages()) {
                if (operation.fromClient()) {
                    this.replies.put(message.type(), operation.replies());
                }
                add(operation.fromClient() ? this.sent : this.received, message);
            }
            operation.replies().forEach(reply -> add(this.received, reply));
        }
    }

    private static void add(Map<String, List<FrameSchema>> schemas, FrameSchema schema) {
        var known = schemas.computeIfAbsent(schema.type(), _ -> new ArrayList<>());
        if (!known.contains(schema)) {
            known.add(schema);
        }
    }

    /** Whether a client may send it, as far as the frame alone can tell. */
    public boolean takes(String frame) {
        return problemsOfSent(frame).isEmpty();
    }

    /** The frame itself, where a client may send it; fails where not. */
    public String sent(String frame) {
        var problems = problemsOfSent(frame);
        if (!problems.isEmpty()) {
            throw broken("A client may not send", frame, problems);
        }
        return frame;
    }

    /** The frame itself, where no client may send it; fails where one may. */
    public String sentBadly(String frame) {
        if (problemsOfSent(frame).isEmpty()) {
            throw broken("A client may well send", frame, List.of());
        }
        return frame;
    }

    /** The frame, where the server may send it; fails where not. */
    public JsonNode received(String frame) {
        JsonNode node;
        try {
            node = SERVERS.readTree(frame);
        } catch (JacksonException malformed) {
            throw broken("The server may not send", frame, List.of(malformed.getMessage()));
        }
        var place = Math.floorMod(frame.hashCode(), REMEMBERED);
        if (frame.equals(this.good.get(place))) {
            return node;
        }
        var problems = problems(node, this.received.getOrDefault(type(node), List.of()));
        if (!problems.isEmpty()) {
            throw broken("The server may not send", frame, problems);
        }
        if (frame.length() <= SHOWN) {
            this.good.set(place, frame);
        }
        return node;
    }

    /** The same, where it answers a request of that type. */
    public void replied(String requestType, JsonNode reply) {
        var possible =
                this.replies.getOrDefault(requestType, List.of()).stream()
                        .filter(schema -> schema.type().equals(type(reply)))
                        .toList();
        var problems = problems(reply, possible);
        if (!problems.isEmpty()) {
            throw broken("The server may not answer " + requestType, reply.toString(), problems);
        }
    }

    private List<String> problemsOfSent(String frame) {
        JsonNode node;
        try {
            node = CLIENTS.readTree(frame);
        } catch (JacksonException malformed) {
            return List.of(malformed.getMessage());
        }
        if (node instanceof ObjectNode object) {
            // What is null counts as absent.
            object.removeIf(JsonNode::isNull);
        }
        return problems(node, this.sent.getOrDefault(type(node), List.of()));
    }

    /** By what frames are told apart; those of version 1 have none, and are tried in turn. */
    private String type(JsonNode frame) {
        return this == V1 ? "" : frame.path("type").asString("");
    }

    private static List<String> problems(JsonNode frame, List<FrameSchema> possible) {
        var problems = new ArrayList<String>();
        for (var schema : possible) {
            var more = schema.problems(frame);
            if (more.isEmpty()) {
                return List.of();
            }
            problems.addAll(more);
        }
        return problems.isEmpty() ? List.of("there is no such frame") : problems;
    }

    private AssertionError broken(String sentence, String frame, List<String> problems) {
        var shown = frame.length() > SHOWN ? frame.substring(0, SHOWN) + "…" : frame;
        return new AssertionError(
                "%s (%s): %s%n%s"
                        .formatted(sentence, this.version, shown, String.join("\n", problems)));
    }
}
