package net.emotives.chatter.protocol.chatter;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.function.Supplier;

/** Parser of frames, which are JSON objects in all versions. */
public final class JsonFrames {

    private JsonFrames() {}

    /**
     * Returns the object that a frame holds.
     *
     * @param notJson made and thrown if the frame is no JSON
     * @param notAnObject made and thrown if it is JSON, but no object
     */
    public static JsonNode read(
            JsonMapper json,
            String text,
            Supplier<? extends RuntimeException> notJson,
            Supplier<? extends RuntimeException> notAnObject) {
        JsonNode frame;
        try {
            frame = json.readTree(text);
        } catch (JacksonException malformed) {
            throw notJson.get();
        }
        if (frame.isMissingNode()) {
            throw notJson.get();
        }
        if (!frame.isObject()) {
            throw notAnObject.get();
        }
        return frame;
    }
}
