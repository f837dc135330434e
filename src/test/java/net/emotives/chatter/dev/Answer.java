package net.emotives.chatter.dev;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A status and the envelope that goes with it. */
record Answer(int status, Envelope envelope) {

    /** Always with both keys, as the neighbours write it. */
    record Envelope(@Nullable Object result, @Nullable List<Notice> message) {}

    /** A sentence for the caller and, where there is one, the field it is about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Notice(String message, @Nullable String target) {

        Notice(String message) {
            this(message, null);
        }
    }

    static Answer of(int status, Object result) {
        return new Answer(status, new Envelope(result, null));
    }

    static Answer refused(int status, Notice notice) {
        return new Answer(status, new Envelope(null, List.of(notice)));
    }
}
