package net.emotives.chatter.protocol.chatter.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Frames that nobody should send: requests of every type with values of other types, missing and
 * doubled keys, depth, huge numbers, halves of characters, and texts that are no JSON at all. The
 * same seed makes the same frames.
 */
final class FuzzFrames {

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "\"\"",
                    "\"x\"",
                    "0",
                    "-1",
                    "1",
                    "1.5",
                    "1e400",
                    "1e3",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775809",
                    "[]",
                    "{}",
                    "[[]]",
                    "{\"a\":{\"b\":[null]}}",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\uffff\"",
                    "\"\\ud83d\\ude00\"",
                    "\"d:\"",
                    "\"d:a\"",
                    "\"d:%:%\"",
                    "\"d:a:b:c\"",
                    "\"../../etc\"",
                    "\"' OR 1=1 --\"",
                    "\"\\u202e\"",
                    "[\"a\",1,null]",
                    "{\"r\":\"1\"}",
                    "{\"r\":-1}",
                    "{\"\\u0000\":1}",
                    "[1,2,3,4,5,6,7,8,9]");

    private static final List<Map<String, String>> REQUESTS =
            List.of(
                    request("send", "room", "\"$\"", "client_id", "\"c#\"", "text", "\"hi\""),
                    request("send", "to", "\"@\"", "client_id", "\"c#\"", "image_path", "\"/x\""),
                    request(
                            "send",
                            "to",
                            "\"@\"",
                            "client_id",
                            "\"c#\"",
                            "text",
                            "\"x\"",
                            "reply_to",
                            "1"),
                    request(
                            "edit",
                            "room",
                            "\"$\"",
                            "sequence",
                            "2",
                            "client_id",
                            "\"e#\"",
                            "text",
                            "\"b\""),
                    request("delete", "room", "\"$\"", "sequence", "3", "client_id", "\"d#\""),
                    request("react", "room", "\"$\"", "sequence", "2", "reaction", "\"+1\""),
                    request("unreact", "room", "\"$\"", "sequence", "2", "reaction", "\"+1\""),
                    request("typing", "room", "\"$\"", "active", "true"),
                    request("deliver", "room", "\"$\"", "sequence", "1"),
                    request("read", "room", "\"$\"", "sequence", "1"),
                    request("history", "room", "\"$\"", "before", "\"5\"", "limit", "2"),
                    request("history", "to", "\"@\"", "around", "1"),
                    request("rooms", "after", "\"a\""),
                    request(
                            "create_room",
                            "room",
                            "\"f#\"",
                            "name",
                            "\"f\"",
                            "visibility",
                            "\"public\"",
                            "data",
                            "{}",
                            "members",
                            "[\"@\"]"),
                    request("join", "room", "\"$\""),
                    request("leave", "room", "\"f1\""),
                    request("invite", "room", "\"$\"", "username", "\"@\""),
                    request("remove", "room", "\"$\"", "username", "\"nobody\""),
                    request("members", "room", "\"$\"", "after", "\"a\""),
                    request("watch", "usernames", "[\"@\"]"),
                    request("unwatch", "usernames", "[\"@\"]"),
                    request("resume", "epoch", "\"e\"", "rooms", "{\"$\":1}"),
                    request("ping"));

    private final Random random;
    private final String room;
    private final String user;
    private int made;

    FuzzFrames(long seed, String room, String user) {
        this.random = new Random(seed);
        this.room = room;
        this.user = user;
    }

    private static Map<String, String> request(String type, String... fields) {
        var request = new LinkedHashMap<String, String>();
        request.put("type", "\"" + type + "\"");
        for (var i = 0; i < fields.length; i += 2) {
            request.put(fields[i], fields[i + 1]);
        }
        return request;
    }

    /** The next one, asking for an answer under that id where it is not its id that is broken. */
    String next(String id) {
        this.made++;
        var fields = new LinkedHashMap<>(pick(REQUESTS));
        fields.put("id", "\"" + id + "\"");
        for (var i = this.random.nextInt(3); i >= 0; i--) {
            twist(fields);
        }
        var text =
                fields.entrySet().stream()
                        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                        .collect(Collectors.joining(",", "{", "}"))
                        .replace("#", Integer.toString(this.made))
                        .replace("$", this.room)
                        .replace("@", this.user);
        return this.random.nextInt(8) == 0 ? broken(text) : text;
    }

    private void twist(Map<String, String> fields) {
        if (fields.isEmpty()) {
            fields.put("type", pick(VALUES));
        }
        var key = pick(new ArrayList<>(fields.keySet()));
        switch (this.random.nextInt(9)) {
            case 0 -> fields.remove(key);
            case 1, 2, 3, 4 -> fields.put(key, pick(VALUES));
            case 5 -> fields.put(key, "\"" + "x".repeat(this.random.nextInt(9000)) + "\"");
            case 6 -> fields.put(key, "9".repeat(1 + this.random.nextInt(2000)));
            case 7 -> {
                var depth = 1 + this.random.nextInt(3000);
                fields.put(key, "[".repeat(depth) + "]".repeat(depth));
            }
            default -> fields.put("type", pick(VALUES));
        }
    }

    private String broken(String text) {
        var at = this.random.nextInt(text.length());
        return switch (this.random.nextInt(7)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at);
            case 2 -> text + text;
            case 3 ->
                    text.substring(0, at) + (char) this.random.nextInt(0xD800) + text.substring(at);
            case 4 -> "[" + text + "]";
            case 5 -> "\uFEFF" + text;
            default -> pick(VALUES);
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(this.random.nextInt(list.size()));
    }
}
