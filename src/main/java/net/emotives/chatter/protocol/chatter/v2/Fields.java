package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.kernel.VisibleText;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a frame, each taken as what it must be; throws {@link BadRequest} that names the
 * one which is not. What cannot be written in UTF-8 is replaced, as everything is answered in it.
 */
record Fields(JsonNode frame, @Nullable String id) {

    private static final int ID_LIMIT = 64;

    /** Of a frame, whose id is looked at first: an error is answered under it. */
    static Fields of(JsonNode frame) {
        var bare = new Fields(frame, null);
        var id = bare.optionalText("id", ID_LIMIT);
        return new Fields(frame, id);
    }

    String text(String field) {
        var text = optionalText(field);
        if (text == null || text.isEmpty()) {
            throw bad(field, "must be there and not be empty");
        }
        return text;
    }

    /** Returns a text with at least one visible character. */
    String visible(String field) {
        var text = text(field);
        if (VisibleText.isBlank(text)) {
            throw bad(field, "must have a character that can be seen");
        }
        return text;
    }

    String visible(String field, int limit) {
        return within(field, visible(field), limit);
    }

    String text(String field, int limit) {
        return within(field, text(field), limit);
    }

    @Nullable String optionalText(String field, int limit) {
        var text = optionalText(field);
        return text == null ? null : within(field, text, limit);
    }

    @Nullable String optionalText(String field) {
        var value = this.frame.path(field);
        return isAbsent(value) ? null : string(field, value);
    }

    private String string(String field, JsonNode value) {
        if (!value.isString()) {
            throw bad(field, "must be a string");
        }
        var text = value.asString();
        if (text.indexOf('\0') >= 0) {
            throw BadRequest.withNul(this.id, field);
        }
        return VisibleText.wellFormed(text);
    }

    private String within(String field, String text, int limit) {
        if (text.codePointCount(0, text.length()) > limit) {
            throw bad(field, "must have at most " + limit + " characters");
        }
        return text;
    }

    long sequence(String field) {
        var sequence = optionalSequence(field);
        if (sequence == null) {
            throw bad(field, "must be there");
        }
        return sequence;
    }

    @Nullable Long optionalSequence(String field) {
        var value = this.frame.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
            throw bad(field, "must be a whole number from 1");
        }
        return value.asLong();
    }

    @Nullable Integer optionalCount(String field) {
        var value = this.frame.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
            throw bad(field, "must be a whole number from 1");
        }
        return value.asInt();
    }

    /** A cursor as it was given, or a sequence. */
    @Nullable Long optionalCursor(String field) {
        var value = this.frame.path(field);
        if (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0) {
            return value.asLong();
        }
        if (isAbsent(value)) {
            return null;
        }
        if (value.isString() && value.asString().matches("[0-9]{1,18}")) {
            return Long.valueOf(value.asString());
        }
        throw bad(field, "must be a cursor as it was given, or a sequence");
    }

    boolean has(String field) {
        return !isAbsent(this.frame.path(field));
    }

    boolean flag(String field) {
        var value = this.frame.path(field);
        if (!value.isBoolean()) {
            throw bad(field, "must be true or false");
        }
        return value.asBoolean();
    }

    boolean optionalFlag(String field) {
        return !isAbsent(this.frame.path(field)) && flag(field);
    }

    List<String> optionalTexts(String field, int limit) {
        var value = this.frame.path(field);
        if (isAbsent(value)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw bad(field, "must be a list of strings");
        }
        if (value.size() > limit) {
            throw bad(field, "must have at most " + limit + " items");
        }
        var texts = new ArrayList<String>(value.size());
        value.forEach(item -> texts.add(string(field, item)));
        return texts;
    }

    Map<String, Long> positions(String field, int limit) {
        var value = this.frame.path(field);
        if (!value.isObject()) {
            throw bad(field, "must be an object of sequences by room");
        }
        if (value.size() > limit) {
            throw bad(field, "must have at most " + limit + " rooms");
        }
        var positions = new LinkedHashMap<String, Long>();
        value.forEachEntry((room, sequence) -> {
            if (!sequence.isIntegralNumber()
                    || !sequence.canConvertToLong()
                    || sequence.asLong() < 0) {
                throw bad(field, "must be an object of sequences by room");
            }
            positions.put(VisibleText.wellFormed(room), sequence.asLong());
        });
        return positions;
    }

    /** An object as it came, as JSON. */
    @Nullable String optionalObject(String field) {
        var value = this.frame.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isObject()) {
            throw bad(field, "must be an object");
        }
        return VisibleText.wellFormed(value.toString());
    }

    BadRequest bad(String field, String rule) {
        return BadRequest.of(this.id, field, rule);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
