package net.emotives.chatter.protocol.chatter;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Form of every JSON answer (chatter-native, "Envelope"): both keys are always there. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Envelope(@Nullable Object result, @Nullable List<Note> message) {

    /**
     * A sentence for people.
     *
     * @param target the part of the request that the note is about
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Note(String message, @Nullable String target) {}

    /** Holds a result. */
    public static Envelope of(Object result) {
        return new Envelope(result, null);
    }

    /** Holds a note. */
    public static Envelope saying(String message) {
        return saying(message, null);
    }

    /** Holds a note about a part of the request. */
    public static Envelope saying(String message, @Nullable String target) {
        return new Envelope(null, List.of(new Note(message, target)));
    }
}
