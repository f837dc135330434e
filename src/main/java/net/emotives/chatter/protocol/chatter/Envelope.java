package net.emotives.chatter.protocol.chatter;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What every JSON answer looks like (chatter-native, "Envelope"): both keys are always there. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Envelope(@Nullable Object result, @Nullable List<Note> message) {

    /**
     * @param target the part of the request that the note is about
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Note(String message, @Nullable String target) {}

    static Envelope of(Object result) {
        return new Envelope(result, null);
    }

    static Envelope saying(String message) {
        return saying(message, null);
    }

    static Envelope saying(String message, @Nullable String target) {
        return new Envelope(null, List.of(new Note(message, target)));
    }
}
