package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Ids of requests, as the server reads and repeats them. */
final class RequestIds {

    private RequestIds() {}

    /** The id that the server can read off a bad frame. */
    static @Nullable String in(String text) {
        try {
            var id = JsonMapper.shared().readTree(text).path("id");
            return id.isString() && isId(id.asString()) ? wellFormed(id.asString()) : null;
        } catch (JacksonException noJson) {
            return null;
        }
    }

    private static boolean isId(String id) {
        return id.codePointCount(0, id.length()) <= 64 && id.indexOf('\0') < 0;
    }

    /** As the server writes it, which cannot write halves of surrogate pairs. */
    private static String wellFormed(String id) {
        return id.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
