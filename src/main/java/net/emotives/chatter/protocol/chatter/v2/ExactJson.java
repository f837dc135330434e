package net.emotives.chatter.protocol.chatter.v2;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of clients so that what is written again has the same numbers. */
final class ExactJson {

    private ExactJson() {}

    /** Returns a mapper that keeps every number to its last digit, whatever a double can hold. */
    static JsonMapper of(JsonMapper json) {
        return json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
